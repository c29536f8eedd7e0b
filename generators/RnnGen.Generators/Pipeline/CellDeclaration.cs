namespace RnnGen.Generators.Pipeline;

/// <summary>What the pipeline keeps of a cell; <see cref="Cell"/> is null where it has errors.</summary>
internal sealed record CellDeclaration
{
    public required string Namespace { get; init; }

    public EquatableArray<string> ContainingTypes { get; init; }

    public required string Name { get; init; }

    public CellSpec? Cell { get; init; }

    public string? InternalError { get; init; }
}
