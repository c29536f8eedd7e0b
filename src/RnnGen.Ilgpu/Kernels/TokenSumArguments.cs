using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Gradients of rows that tokens selected, summed token by token.</summary>
internal struct TokenSumArguments<T>
    where T : unmanaged
{
    /// <summary>The gradients of the selected rows, at <see cref="Source"/>. [positions, SourceStride]</summary>
    public ArrayView<T> Arena;

    /// <summary>The flat gradients; the table is at <see cref="Table"/>. [tokens, Columns]</summary>
    public ArrayView<T> Gradients;

    /// <summary>Sums of the pieces of tokens that have several. [pieces, Columns]</summary>
    public ArrayView<T> Sums;

    /// <summary>
    /// Of each piece its token (-1 - token where the token has several pieces), then its end in the positions; of each
    /// token with several pieces the token, then its first piece, then the piece behind its last; then the positions.
    /// </summary>
    public ArrayView<int> Integers;

    public int Source;
    public int SourceStride;
    public int Table;
    public int Columns;
    public int Pieces;
    public int Long;

    /// <summary>The token whose row is not trained, -1 for none.</summary>
    public int Padding;
}
