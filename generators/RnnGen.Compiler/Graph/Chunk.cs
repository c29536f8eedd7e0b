namespace RnnGen.Compiler.Graph;

/// <summary>
/// A piece of what flows between layers: <c>[T, B, Size]</c>, or <c>[B, Size]</c> after a read-out. A bidirectional layer gives
/// two chunks side by side, which nobody copies together.
/// </summary>
internal sealed class Chunk(string name, int size, bool perStep)
{
    public string Name { get; } = name;

    public int Size { get; } = size;

    /// <summary>One row a step, or one a sequence.</summary>
    public bool PerStep { get; } = perStep;

    /// <summary>The region that writes it, or null for the model's input.</summary>
    public Region? Producer { get; init; }

    /// <summary>Which of the producer's outputs it is.</summary>
    public int OutputIndex { get; init; }

    /// <summary>The state of the producer whose final value this is, or -1 for the producer's output.</summary>
    public int FinalState { get; init; } = -1;

    /// <summary>Made by a layer that runs from the end: its last step is the first.</summary>
    public bool IsReverse { get; init; }
}
