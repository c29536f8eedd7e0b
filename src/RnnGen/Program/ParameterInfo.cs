namespace RnnGen.Program;

/// <summary>A tensor of the flat parameter buffer.</summary>
/// <param name="Name">Its name in files, such as <c>lstm.weight_ih_l0</c>.</param>
/// <param name="Offset">Its first float in the flat buffer.</param>
/// <param name="Rows">Rows of a matrix; length of a vector.</param>
/// <param name="Columns">Columns of a matrix; 0 for a vector.</param>
/// <param name="Blocks">How each block of rows starts, from the first row on.</param>
public sealed record ParameterInfo(string Name, long Offset, int Rows, int Columns, IReadOnlyList<InitialBlock> Blocks)
{
    /// <summary>
    /// Whether training leaves it as it is until a trainer's <c>Unfreeze</c> names it: the layer was declared
    /// <c>Frozen</c>.
    /// </summary>
    public bool IsFrozen { get; init; }

    /// <summary>Number of floats.</summary>
    public long Length => (long)Rows * Math.Max(1, Columns);
}
