namespace RnnGen.Generators.Pipeline;

/// <summary>The files of one declaration.</summary>
internal sealed record Sources
{
    /// <summary>The class's full name.</summary>
    public required string Owner { get; init; }

    public EquatableArray<GeneratedFile> Files { get; init; }

    /// <summary>What went wrong in the generator itself.</summary>
    public string? InternalError { get; init; }
}
