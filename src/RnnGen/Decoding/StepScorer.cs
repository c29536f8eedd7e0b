namespace RnnGen;

/// <summary>
/// A model as decoding sees it: scores of the next token, one step of all rows at a time. There are as many rows a
/// sequence as <see cref="Begin"/> was told; row <c>s * rowsPerSequence + i</c> belongs to sequence s.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class StepScorer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Tokens that are scored.</summary>
    public abstract int Width { get; }

    /// <summary>Sequences that are decoded.</summary>
    public abstract int Sequences { get; }

    /// <summary>Puts every row where its sequence begins.</summary>
    public abstract void Begin(int rowsPerSequence);

    /// <summary>One step of all rows: each reads a token and scores the next. Allocates nothing.</summary>
    /// <param name="tokens">The tokens. [rows]</param>
    /// <param name="scores">Receives the logits. [rows, Width]</param>
    public abstract void Advance(ReadOnlySpan<int> tokens, Span<T> scores);

    /// <summary>
    /// Each row goes on from where another one of its sequence was after the last step. Allocates nothing.
    /// </summary>
    /// <param name="parents">The row that each goes on from. [rows]</param>
    public abstract void Reorder(ReadOnlySpan<int> parents);

    /// <summary>Frees the memory.</summary>
    public abstract void Dispose();
}
