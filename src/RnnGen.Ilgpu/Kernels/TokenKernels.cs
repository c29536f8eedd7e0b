using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Gradients of embeddings, a thread a column of a piece. Tokens that are at many positions are cut into pieces, which
/// are then added in their order: the cut is the batch's alone, so that every run has the same bits.
/// </summary>
internal static class TokenKernels
{
    /// <summary>Adds the positions of each piece: to the table's row where the piece is all of its token.</summary>
    public static void AddPieces<T>(TokenSumArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        int piece = i / a.Columns;
        int column = i - (piece * a.Columns);
        if (piece >= a.Pieces)
            return;
        int token = a.Integers[piece];
        bool isPart = token < 0;
        if (isPart)
            token = -1 - token;
        if (token == a.Padding)
            return;
        int positions = (2 * a.Pieces) + (3 * a.Long);
        int from = piece == 0 ? 0 : a.Integers[a.Pieces + piece - 1];
        int to = a.Integers[a.Pieces + piece];
        int row = a.Table + (token * a.Columns) + column;
        T sum = isPart ? T.Zero : a.Gradients[row];
        for (int p = from; p < to; p++)
            sum += a.Arena[a.Source + ((long)a.Integers[positions + p] * a.SourceStride) + column];
        if (isPart)
            a.Sums[((long)piece * a.Columns) + column] = sum;
        else
            a.Gradients[row] = sum;
    }

    /// <summary>Adds the pieces of each token that has several.</summary>
    public static void AddLong<T>(TokenSumArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        int number = i / a.Columns;
        int column = i - (number * a.Columns);
        if (number >= a.Long)
            return;
        int from = (2 * a.Pieces) + number;
        int token = a.Integers[from];
        if (token == a.Padding)
            return;
        int row = a.Table + (token * a.Columns) + column;
        T sum = a.Gradients[row];
        for (int piece = a.Integers[from + a.Long]; piece < a.Integers[from + (2 * a.Long)]; piece++)
            sum += a.Sums[((long)piece * a.Columns) + column];
        a.Gradients[row] = sum;
    }
}
