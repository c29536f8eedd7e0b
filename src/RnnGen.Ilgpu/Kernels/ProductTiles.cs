using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Products by way of shared memory. A group has a tile of the outputs, a thread some rows of four columns in
/// registers; while a block of 16 columns of the operand is multiplied, the next one is on its way from memory.
/// </summary>
internal static class ProductTiles
{
    /// <summary>Columns of a tile, of either kernel.</summary>
    public const int Columns = 64;

    /// <summary>Rows of the large kernel's tile.</summary>
    public const int LargeRows = 128;

    /// <summary>Threads of the large kernel.</summary>
    public const int LargeGroup = 256;

    /// <summary>Rows of the small kernel's tile.</summary>
    public const int SmallRows = 16;

    /// <summary>Threads of the small kernel.</summary>
    public const int SmallGroup = 64;

    private const int Depth = 16;

    // Four more than the tile's rows, so that columns of the operand begin in different banks.
    private const int LargePitch = 132;
    private const int SmallPitch = 20;

    /// <summary>128 rows of 64 columns a group of 256 threads, 8 by 4 a thread.</summary>
    public static void Large<T>(ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        ArrayView<T> xs = SharedMemory.Allocate<T>(Depth * LargePitch);
        ArrayView<Four<T>> xFours = xs.Cast<Four<T>>();
        ArrayView<Four<T>> ws = SharedMemory.Allocate<Four<T>>(Depth * Columns / 4);
        int id = Group.IdxX, tx = id & 15, ty = id >> 4;
        int row0 = Grid.IdxY * LargeRows, column = (Grid.IdxX * Columns) + (tx * 4);

        // As a loader, a thread has column tx of the operand's block in 8 rows, and 4 columns of the weights' row ty.
        int row = row0 + ty, slot = (tx * LargePitch) + ty;
        T x0 = X(a, row, tx), x1 = X(a, row + 16, tx), x2 = X(a, row + 32, tx), x3 = X(a, row + 48, tx);
        T x4 = X(a, row + 64, tx), x5 = X(a, row + 80, tx), x6 = X(a, row + 96, tx), x7 = X(a, row + 112, tx);
        Four<T> w = W(a, ty, column);

        int mine = row0 + (ty * 8);
        Four<T> s0 = Start(a, mine, column), s1 = Start(a, mine + 1, column);
        Four<T> s2 = Start(a, mine + 2, column), s3 = Start(a, mine + 3, column);
        Four<T> s4 = Start(a, mine + 4, column), s5 = Start(a, mine + 5, column);
        Four<T> s6 = Start(a, mine + 6, column), s7 = Start(a, mine + 7, column);
        for (int k = Depth; k < a.K + Depth; k += Depth)
        {
            xs[slot] = x0;
            xs[slot + 16] = x1;
            xs[slot + 32] = x2;
            xs[slot + 48] = x3;
            xs[slot + 64] = x4;
            xs[slot + 80] = x5;
            xs[slot + 96] = x6;
            xs[slot + 112] = x7;
            ws[id] = w;
            Group.Barrier();
            int next = k + tx;
            x0 = X(a, row, next);
            x1 = X(a, row + 16, next);
            x2 = X(a, row + 32, next);
            x3 = X(a, row + 48, next);
            x4 = X(a, row + 64, next);
            x5 = X(a, row + 80, next);
            x6 = X(a, row + 96, next);
            x7 = X(a, row + 112, next);
            w = W(a, k + ty, column);
            int depth = a.K - k + Depth < Depth ? a.K - k + Depth : Depth;
            int xAt = ty * 2, wAt = tx;
            for (int i = 0; i < depth; i++, xAt += LargePitch / 4, wAt += Columns / 4)
            {
                Four<T> y = ws[wAt], upper = xFours[xAt], lower = xFours[xAt + 1];
                s0 = Four<T>.MultiplyAdd(upper.A, y, s0);
                s1 = Four<T>.MultiplyAdd(upper.B, y, s1);
                s2 = Four<T>.MultiplyAdd(upper.C, y, s2);
                s3 = Four<T>.MultiplyAdd(upper.D, y, s3);
                s4 = Four<T>.MultiplyAdd(lower.A, y, s4);
                s5 = Four<T>.MultiplyAdd(lower.B, y, s5);
                s6 = Four<T>.MultiplyAdd(lower.C, y, s6);
                s7 = Four<T>.MultiplyAdd(lower.D, y, s7);
            }

            Group.Barrier();
        }

        Store(a, mine, column, s0);
        Store(a, mine + 1, column, s1);
        Store(a, mine + 2, column, s2);
        Store(a, mine + 3, column, s3);
        Store(a, mine + 4, column, s4);
        Store(a, mine + 5, column, s5);
        Store(a, mine + 6, column, s6);
        Store(a, mine + 7, column, s7);
    }

    /// <summary>16 rows of 64 columns a group of 64 threads, 4 by 4 a thread: for few rows.</summary>
    public static void Small<T>(ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        ArrayView<T> xs = SharedMemory.Allocate<T>(Depth * SmallPitch);
        ArrayView<Four<T>> xFours = xs.Cast<Four<T>>();
        ArrayView<Four<T>> ws = SharedMemory.Allocate<Four<T>>(Depth * Columns / 4);
        int id = Group.IdxX, tx = id & 15, ty = id >> 4;
        int row0 = Grid.IdxY * SmallRows, column = (Grid.IdxX * Columns) + (tx * 4);

        // As a loader, a thread has column tx of the operand's block in 4 rows, and 4 columns of 4 rows of weights.
        int row = row0 + ty, slot = (tx * SmallPitch) + ty;
        T x0 = X(a, row, tx), x1 = X(a, row + 4, tx), x2 = X(a, row + 8, tx), x3 = X(a, row + 12, tx);
        Four<T> w0 = W(a, ty, column), w1 = W(a, ty + 4, column);
        Four<T> w2 = W(a, ty + 8, column), w3 = W(a, ty + 12, column);

        int mine = row0 + (ty * 4);
        Four<T> s0 = Start(a, mine, column), s1 = Start(a, mine + 1, column);
        Four<T> s2 = Start(a, mine + 2, column), s3 = Start(a, mine + 3, column);
        for (int k = Depth; k < a.K + Depth; k += Depth)
        {
            xs[slot] = x0;
            xs[slot + 4] = x1;
            xs[slot + 8] = x2;
            xs[slot + 12] = x3;
            ws[id] = w0;
            ws[id + 64] = w1;
            ws[id + 128] = w2;
            ws[id + 192] = w3;
            Group.Barrier();
            int next = k + tx;
            x0 = X(a, row, next);
            x1 = X(a, row + 4, next);
            x2 = X(a, row + 8, next);
            x3 = X(a, row + 12, next);
            w0 = W(a, k + ty, column);
            w1 = W(a, k + ty + 4, column);
            w2 = W(a, k + ty + 8, column);
            w3 = W(a, k + ty + 12, column);
            int depth = a.K - k + Depth < Depth ? a.K - k + Depth : Depth;
            int xAt = ty, wAt = tx;
            for (int i = 0; i < depth; i++, xAt += SmallPitch / 4, wAt += Columns / 4)
            {
                Four<T> y = ws[wAt], x = xFours[xAt];
                s0 = Four<T>.MultiplyAdd(x.A, y, s0);
                s1 = Four<T>.MultiplyAdd(x.B, y, s1);
                s2 = Four<T>.MultiplyAdd(x.C, y, s2);
                s3 = Four<T>.MultiplyAdd(x.D, y, s3);
            }

            Group.Barrier();
        }

        Store(a, mine, column, s0);
        Store(a, mine + 1, column, s1);
        Store(a, mine + 2, column, s2);
        Store(a, mine + 3, column, s3);
    }

    private static T X<T>(ProductArguments<T> a, int row, int k)
        where T : unmanaged, INumber<T>
    {
        T value = T.Zero;
        if (row < a.N && k < a.K)
            value = a.Operands[a.X + (row * a.XStride) + (k * a.XStep)];
        return value;
    }

    private static Four<T> W<T>(ProductArguments<T> a, int k, int column)
        where T : unmanaged, INumber<T>
    {
        Four<T> value = default;
        if (k < a.K && column < a.RowLength)
            value = a.Weights.Cast<Four<T>>()[((k * a.RowLength) + column) >> 2];
        return value;
    }

    /// <summary>How many of four columns are a gate's units: less than one in its padding.</summary>
    private static int Valid<T>(ProductArguments<T> a, int row, int column)
        where T : unmanaged, INumber<T>
    {
        int valid = a.Units - column + (Threads.Row(column, a.GateStride) * a.GateStride);
        return row < a.N && column < a.Gates * a.GateStride ? valid : 0;
    }

    private static Four<T> Start<T>(ProductArguments<T> a, int row, int column)
        where T : unmanaged, INumber<T>
    {
        Four<T> value = default;
        int valid = a.Start < 0 ? 0 : Valid(a, row, column);
        int at = a.Start + (row * a.StartStride) + column;
        if (valid > 0)
            value.A = a.Starts[at];
        if (valid > 1)
            value.B = a.Starts[at + 1];
        if (valid > 2)
            value.C = a.Starts[at + 2];
        if (valid > 3)
            value.D = a.Starts[at + 3];
        return value;
    }

    private static void Store<T>(ProductArguments<T> a, int row, int column, Four<T> value)
        where T : unmanaged, INumber<T>
    {
        int valid = Valid(a, row, column);
        int at = a.Target + (row * a.TargetStride) + column;
        if (valid > 0)
            a.Targets[at] = value.A;
        if (valid > 1)
            a.Targets[at + 1] = value.B;
        if (valid > 2)
            a.Targets[at + 2] = value.C;
        if (valid > 3)
            a.Targets[at + 3] = value.D;
    }
}
