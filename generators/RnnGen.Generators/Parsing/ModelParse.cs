namespace RnnGen.Generators.Parsing;

/// <summary>What a parse gives: the spec, and beside it everything that may not enter the pipeline.</summary>
internal sealed record ModelParse
{
    /// <summary>The declaration; where it has errors, at least what a stub needs.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>Whether the attribute states the precision, so that the build's default does not count.</summary>
    public required bool HasPrecision { get; init; }

    public required ClassShape Shape { get; init; }

    public required Findings Findings { get; init; }
}
