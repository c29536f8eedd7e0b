namespace RnnGen.Compiler.Model;

/// <summary>
/// A whole declaration, closed: every cell it uses is inside. Value equality is its duty: it is the only thing that the
/// incremental pipeline keeps, and equal specs compile to equal text.
/// </summary>
internal sealed record ModelSpec
{
    public const int DefaultFoldBudget = 8 * 1024 * 1024;

    /// <summary>The namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>Heads of the enclosing types, outermost first, such as <c>public static partial class Models</c>.</summary>
    public EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name without the @ that makes a keyword one.</summary>
    public string DisplayName() => Name.TrimStart('@');

    /// <summary>What stands before <c>partial class</c>, such as <c>public sealed</c>.</summary>
    public required string Modifiers { get; init; }

    public required Precision Precision { get; init; }

    /// <summary>Bytes that tables of embedding x input weights may take.</summary>
    public int FoldBudget { get; init; } = DefaultFoldBudget;

    /// <summary>Bytes that activations may take while training; 0 for no limit.</summary>
    public long ActivationBudget { get; init; }

    /// <summary>What a stack reads; of a graph the first of its inputs.</summary>
    public required InputSpec Input { get; init; }

    public EquatableArray<LayerSpec> Layers { get; init; }

    /// <summary>How the layers are wired; null for a stack, where each reads the one before.</summary>
    public GraphSpec? Graph { get; init; }

    /// <summary>What a stack is trained with; those of a graph are its heads'.</summary>
    public LossSpec? Loss { get; init; }
}
