namespace RnnGen.Generators.Parsing;

/// <summary>What a cell's parse gives.</summary>
internal sealed record CellParse
{
    /// <summary>The equations, or null where they have errors.</summary>
    public required CellSpec? Cell { get; init; }

    public required ClassShape Shape { get; init; }

    public required Findings Findings { get; init; }
}
