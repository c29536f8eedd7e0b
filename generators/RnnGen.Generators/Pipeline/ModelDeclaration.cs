namespace RnnGen.Generators.Pipeline;

/// <summary>What the pipeline keeps of a model: values only.</summary>
internal sealed record ModelDeclaration
{
    public required ModelSpec Spec { get; init; }

    public required bool HasPrecision { get; init; }

    /// <summary>Whether a generated half can stand beside the class at all.</summary>
    public required bool CanExtend { get; init; }

    /// <summary>The message of the stub where the declaration has errors.</summary>
    public string? Error { get; init; }

    /// <summary>What went wrong in the generator itself.</summary>
    public string? InternalError { get; init; }
}
