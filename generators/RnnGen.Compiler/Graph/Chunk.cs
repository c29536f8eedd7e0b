namespace RnnGen.Compiler.Graph;

/// <summary>
/// A piece of what flows between layers: <c>[T, B, Size]</c>, or <c>[B, Size]</c> after a read-out. A bidirectional layer gives
/// two chunks side by side, which nobody copies together.
/// </summary>
internal sealed class Chunk(string name, int size, bool perStep)
{
    private readonly int _axis;

    public string Name { get; } = name;

    public int Size { get; } = size;

    /// <summary>One row a step, or one a sequence.</summary>
    public bool PerStep { get; } = perStep;

    /// <summary>The region that writes it, or null for an input of the model.</summary>
    public Region? Producer { get; init; }

    /// <summary>The axis whose steps it has, or whose order its rows are in: the producer's, or an input's.</summary>
    public int Axis
    {
        get => Producer?.Axis ?? _axis;
        init => _axis = value;
    }

    /// <summary>Which of the producer's outputs it is, or of the model's inputs.</summary>
    public int OutputIndex { get; init; }

    /// <summary>The state of the producer whose final value this is, or -1 for the producer's output.</summary>
    public int FinalState { get; init; } = -1;

    /// <summary>Made by a layer that runs from the end: its last step is the first.</summary>
    public bool IsReverse { get; init; }
}
