namespace RnnGen.Compiler.Graph;

/// <summary>
/// What a model reads: features, which are a chunk without a producer, or tokens, which an embedding reads, or which
/// number steps.
/// </summary>
/// <param name="Name">What people call it.</param>
/// <param name="Axis">Number of the axis whose lengths or row order it has.</param>
/// <param name="Chunk">The features, whose <c>OutputIndex</c> is the number of this input; null for tokens.</param>
/// <param name="Vocabulary">
/// Number of tokens known, <see cref="AnyToken"/> where no table bounds them; 0 for features.
/// </param>
internal sealed record NetworkInput(string Name, int Axis, Chunk? Chunk, int Vocabulary)
{
    /// <summary>The vocabulary of tokens that no embedding reads, such as positions: all from 0 on.</summary>
    public const int AnyToken = int.MaxValue;

    /// <summary>A row a step, or one a sequence; tokens are always one a step.</summary>
    public bool PerStep => Chunk?.PerStep ?? true;

    /// <summary>Units of a row; 0 for tokens.</summary>
    public int Features => Chunk?.Size ?? 0;
}
