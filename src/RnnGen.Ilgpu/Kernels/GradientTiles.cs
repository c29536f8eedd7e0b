using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Gradients of weights by way of shared memory: a group has a tile of the sums over a part of the rows.
/// </summary>
internal static class GradientTiles
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Size = 64;

    /// <summary>Threads of a group.</summary>
    public const int GroupSize = 256;

    private const int Depth = 16;

    /// <summary>64 by 64 sums a group of 256 threads, 4 by 4 a thread; the first tiles have the bias's, too.</summary>
    public static void Sums<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        ArrayView<T> xs = SharedMemory.Allocate<T>(Depth * Size);
        ArrayView<Four<T>> xFours = xs.Cast<Four<T>>();
        ArrayView<T> ds = SharedMemory.Allocate<T>(Depth * Size);
        ArrayView<Four<T>> dFours = ds.Cast<Four<T>>();
        int id = Group.IdxX, tx = id & 15, ty = id >> 4;
        int part = Grid.IdxZ, end = a.End(part), first = part * a.RowsOfPart;
        int i0 = Grid.IdxY * Size, j0 = Grid.IdxX * Size;

        // As a loader, a thread has one column of each operand, in every fourth row of a block of 16.
        int i = i0 + (id & 63), j = j0 + (id & 63), row = first + (id >> 6);
        T x0 = X(a, row, end, i), x1 = X(a, row + 4, end, i), x2 = X(a, row + 8, end, i), x3 = X(a, row + 12, end, i);
        T d0 = D(a, row, end, j), d1 = D(a, row + 4, end, j), d2 = D(a, row + 8, end, j), d3 = D(a, row + 12, end, j);
        Four<T> s0 = default, s1 = default, s2 = default, s3 = default, bias = default;
        for (; first < end; first += Depth)
        {
            xs[id] = x0;
            xs[id + 256] = x1;
            xs[id + 512] = x2;
            xs[id + 768] = x3;
            ds[id] = d0;
            ds[id + 256] = d1;
            ds[id + 512] = d2;
            ds[id + 768] = d3;
            Group.Barrier();
            row += Depth;
            x0 = X(a, row, end, i);
            x1 = X(a, row + 4, end, i);
            x2 = X(a, row + 8, end, i);
            x3 = X(a, row + 12, end, i);
            d0 = D(a, row, end, j);
            d1 = D(a, row + 4, end, j);
            d2 = D(a, row + 8, end, j);
            d3 = D(a, row + 12, end, j);
            int xAt = ty, dAt = tx;
            for (int r = 0; r < Depth; r++, xAt += Size / 4, dAt += Size / 4)
            {
                Four<T> d = dFours[dAt], x = xFours[xAt];
                s0 = Four<T>.MultiplyAdd(x.A, d, s0);
                s1 = Four<T>.MultiplyAdd(x.B, d, s1);
                s2 = Four<T>.MultiplyAdd(x.C, d, s2);
                s3 = Four<T>.MultiplyAdd(x.D, d, s3);
                if (ty == 0)
                    bias = Four<T>.Add(bias, d);
            }

            Group.Barrier();
        }

        int mine = i0 + (ty * 4), column = j0 + (tx * 4);
        Store(a, part, mine, column, s0);
        Store(a, part, mine + 1, column, s1);
        Store(a, part, mine + 2, column, s2);
        Store(a, part, mine + 3, column, s3);
        if (mine == 0 && a.Bias >= 0)
            Put(a, a.SumsOf(part, a.K), column, bias);
    }

    private static T X<T>(GradientArguments<T> a, int row, int end, int i)
        where T : unmanaged, INumber<T>
    {
        T value = T.Zero;
        if (row < end && i < a.K)
            value = a.Arena[a.X + (row * a.XStride) + i];
        return value;
    }

    private static T D<T>(GradientArguments<T> a, int row, int end, int j)
        where T : unmanaged, INumber<T>
    {
        T value = T.Zero;
        if (row < end && j < a.Width)
            value = a.Arena[a.Dz + (row * a.DzStride) + j];
        return value;
    }

    private static void Store<T>(GradientArguments<T> a, int part, int i, int column, Four<T> value)
        where T : unmanaged, INumber<T>
    {
        if (i < a.K)
            Put(a, a.SumsOf(part, i), column, value);
    }

    private static void Put<T>(GradientArguments<T> a, int row, int column, Four<T> value)
        where T : unmanaged, INumber<T>
    {
        int at = row + column;
        if (column < a.Width)
            Put(a, at, value.A);
        if (column + 1 < a.Width)
            Put(a, at + 1, value.B);
        if (column + 2 < a.Width)
            Put(a, at + 2, value.C);
        if (column + 3 < a.Width)
            Put(a, at + 3, value.D);
    }

    private static void Put<T>(GradientArguments<T> a, int at, T value)
        where T : unmanaged, INumber<T>
    {
        if (a.Parts == 1)
            a.Gradients[at] = a.Gradients[at] + value;
        else
            a.Sums[at] = value;
    }
}
