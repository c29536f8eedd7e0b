using System.Numerics;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The sums of attention for processors whose compiler makes vectors of a loop's turns: a thread has a whole row, and
/// adds to it in memory. Every sum is the chain of <see cref="AttentionKernels"/>.
/// </summary>
internal static class AttentionByRow
{
    /// <summary>As <see cref="AttentionKernels.DotScores"/>: four chains at a time.</summary>
    public static void DotScores<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i >= p.Rows)
            return;
        int length = p.LengthOf(i), memoryRow = p.MemoryRowOf(i);
        int a = p.A + (i * p.ARow), scores = p.Scores + (i * p.WeightRow);
        for (int s = 0; s < length; s += 4)
        {
            int last = length - 1;
            int s1 = s + 1 < last ? s + 1 : last, s2 = s + 2 < last ? s + 2 : last, s3 = s + 3 < last ? s + 3 : last;
            int k0 = p.MemoryAt(memoryRow, s), k1 = p.MemoryAt(memoryRow, s1);
            int k2 = p.MemoryAt(memoryRow, s2), k3 = p.MemoryAt(memoryRow, s3);
            T d0 = T.Zero, d1 = T.Zero, d2 = T.Zero, d3 = T.Zero;
            for (int j = 0; j < p.Units; j++)
            {
                T q = p.Arena[a + j];
                d0 = (q * p.Arena[k0 + j]) + d0;
                d1 = (q * p.Arena[k1 + j]) + d1;
                d2 = (q * p.Arena[k2 + j]) + d2;
                d3 = (q * p.Arena[k3 + j]) + d3;
            }

            p.Arena[scores + s] = d0 * p.Scale;
            p.Arena[scores + s1] = d1 * p.Scale;
            p.Arena[scores + s2] = d2 * p.Scale;
            p.Arena[scores + s3] = d3 * p.Scale;
        }

        for (int s = length; s < p.WeightRow; s++)
            p.Arena[scores + s] = T.Zero;
    }

    /// <summary>As <see cref="AttentionKernels.Sums"/>.</summary>
    public static void Sums<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i >= p.Rows)
            return;
        int length = p.LengthOf(i), memoryRow = p.MemoryRowOf(i);
        int weights = p.Weights + (i * p.WeightRow), result = p.Result + (i * p.ResultRow);
        for (int j = 0; j < p.Units; j++)
            p.Arena[result + j] = T.Zero;
        for (int s = 0; s < length; s++)
        {
            int memory = p.MemoryAt(memoryRow, s);
            T weight = p.Arena[weights + s];
            for (int j = 0; j < p.Units; j++)
                p.Arena[result + j] = (weight * p.Arena[memory + j]) + p.Arena[result + j];
        }
    }

    /// <summary>As <see cref="AttentionKernels.MemoryGradients"/>.</summary>
    public static void MemoryGradients<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int cell = Threads.Index;
        if (cell >= p.Cells)
            return;
        int s = Threads.Row(cell, p.Reading.Rows);
        int memoryRow = cell - (s * p.Reading.Rows);
        if (s >= p.Reading.MemoryLengths[memoryRow])
            return;
        int r = p.Reading.Reader(memoryRow);
        int steps = p.Reading.StepsOf(r);
        int result = p.Result + (cell * p.ResultRow);
        for (int t = 0; t < steps; t++)
        {
            int i = (t * p.Reading.Rows) + r;
            int a = p.A + (i * p.ARow);
            T weight = p.Arena[p.Weights + (i * p.WeightRow) + s];
            for (int j = 0; j < p.Units; j++)
                p.Arena[result + j] = (weight * p.Arena[a + j]) + p.Arena[result + j];
        }
    }

    /// <summary>As <see cref="AttentionKernels.AdditiveQueries"/>.</summary>
    public static void AdditiveQueries<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int i = Threads.Index;
        if (i >= p.Rows)
            return;
        int length = p.LengthOf(i), memoryRow = p.MemoryRowOf(i);
        int a = p.A + (i * p.ARow), scores = p.Scores + (i * p.WeightRow);
        int result = p.Result + (i * p.ResultRow), shares = p.Shares + (i * p.SharesRow);
        for (int j = 0; j < p.Units; j++)
        {
            p.Arena[result + j] = T.Zero;
            p.Arena[shares + j] = T.Zero;
        }

        for (int s = 0; s < length; s++)
        {
            int memory = p.MemoryAt(memoryRow, s);
            T ds = p.Arena[scores + s];
            for (int j = 0; j < p.Units; j++)
            {
                T e = V.ToScalar(V.Tanh(V.Create(p.Arena[a + j] + p.Arena[memory + j])));
                p.Arena[shares + j] = (ds * e) + p.Arena[shares + j];
                p.Arena[result + j] = p.Arena[result + j] + (ds * p.Packed[p.Vector + j] * (T.One - (e * e)));
            }
        }
    }

    /// <summary>As <see cref="AttentionKernels.AdditiveKeys"/>.</summary>
    public static void AdditiveKeys<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int cell = Threads.Index;
        if (cell >= p.Cells)
            return;
        int s = Threads.Row(cell, p.Reading.Rows);
        int memoryRow = cell - (s * p.Reading.Rows);
        if (s >= p.Reading.MemoryLengths[memoryRow])
            return;
        int r = p.Reading.Reader(memoryRow);
        int steps = p.Reading.StepsOf(r);
        int memory = p.Memory + (cell * p.MemoryRow), result = p.Result + (cell * p.ResultRow);
        for (int t = 0; t < steps; t++)
        {
            int i = (t * p.Reading.Rows) + r;
            int a = p.A + (i * p.ARow);
            T ds = p.Arena[p.Scores + (i * p.WeightRow) + s];
            for (int j = 0; j < p.Units; j++)
            {
                T e = V.ToScalar(V.Tanh(V.Create(p.Arena[a + j] + p.Arena[memory + j])));
                p.Arena[result + j] = p.Arena[result + j] + (ds * p.Packed[p.Vector + j] * (T.One - (e * e)));
            }
        }
    }
}
