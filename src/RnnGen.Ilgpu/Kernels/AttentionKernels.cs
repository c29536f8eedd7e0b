using System.Numerics;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Attention: scores, their softmax and sums of values. Every sum is one chain, by ascending unit or step, of one
/// thread: a row's bits depend on its own query and memory only.
/// </summary>
internal static class AttentionKernels
{
    /// <summary>scores[t, r, s] = scale a[t, r] . memory[s]; 0 where there is nothing to read.</summary>
    public static void DotScores<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, p.WeightRow);
        if (i >= p.Rows)
            return;
        int s = index - (i * p.WeightRow);
        T sum = T.Zero;
        if (s < p.LengthOf(i))
        {
            int memory = p.MemoryAt(p.MemoryRowOf(i), s);
            int a = p.A + (i * p.ARow);
            for (int j = 0; j < p.Units; j++)
                sum = (p.Arena[a + j] * p.Arena[memory + j]) + sum;
            sum *= p.Scale;
        }

        p.Arena[p.Scores + index] = sum;
    }

    /// <summary>scores[t, r, s] = vector . tanh(a[t, r] + memory[s]); 0 where there is nothing to read.</summary>
    public static void AdditiveScores<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, p.WeightRow);
        if (i >= p.Rows)
            return;
        int s = index - (i * p.WeightRow);
        T sum = T.Zero;
        if (s < p.LengthOf(i))
        {
            int memory = p.MemoryAt(p.MemoryRowOf(i), s);
            int a = p.A + (i * p.ARow);
            for (int j = 0; j < p.Units; j++)
            {
                T e = V.ToScalar(V.Tanh(V.Create(p.Arena[a + j] + p.Arena[memory + j])));
                sum = (e * p.Packed[p.Vector + j]) + sum;
            }
        }

        p.Arena[p.Scores + index] = sum;
    }

    /// <summary>weights[t, r] = softmax of scores[t, r] over the memory's steps, 0 beyond. One row a thread.</summary>
    public static void Weights<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int i = Threads.Index;
        if (i >= p.Rows)
            return;
        int length = p.LengthOf(i);
        int scores = p.Scores + (i * p.WeightRow);
        int weights = p.Weights + (i * p.WeightRow);
        T largest = p.Arena[scores];
        for (int s = 1; s < length; s++)
        {
            T score = p.Arena[scores + s];
            largest = score > largest ? score : largest;
        }

        T sum = T.Zero;
        for (int s = 0; s < length; s++)
        {
            T e = V.ToScalar(V.Exp(V.Create(p.Arena[scores + s] - largest)));
            sum += e;
            p.Arena[weights + s] = e;
        }

        for (int s = 0; s < length; s++)
            p.Arena[weights + s] = p.Arena[weights + s] / sum;
        for (int s = length; s < p.WeightRow; s++)
            p.Arena[weights + s] = T.Zero;
    }

    /// <summary>
    /// result[t, r, j] = sum over s of weights[t, r, s] memory[s, j]; 0 where there is nothing to read.
    /// </summary>
    public static void Sums<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, p.Units);
        if (i >= p.Rows)
            return;
        int j = index - (i * p.Units);
        int length = p.LengthOf(i);
        int weights = p.Weights + (i * p.WeightRow);
        int memory = p.Memory + (p.MemoryRowOf(i) * p.MemoryRow) + j;
        int step = p.Reading.Rows * p.MemoryRow;
        T sum = T.Zero;
        for (int s = 0; s < length; s++, memory += step)
            sum = (p.Arena[weights + s] * p.Arena[memory]) + sum;
        p.Arena[p.Result + (i * p.ResultRow) + j] = sum;
    }

    /// <summary>dscore = scale w (dw - sum of w dw), in the place of dw. One row a thread.</summary>
    public static void WeightGradients<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i >= p.Rows)
            return;
        int length = p.LengthOf(i);
        int scores = p.Scores + (i * p.WeightRow);
        int weights = p.Weights + (i * p.WeightRow);
        T sum = T.Zero;
        for (int s = 0; s < length; s++)
            sum = (p.Arena[weights + s] * p.Arena[scores + s]) + sum;
        for (int s = 0; s < length; s++)
            p.Arena[scores + s] = p.Arena[weights + s] * (p.Arena[scores + s] - sum) * p.Scale;
    }

    /// <summary>result[s, m, j] += sum over t of weights[t, r, s] a[t, r, j], r the row that reads m.</summary>
    public static void MemoryGradients<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int cell = Threads.Row(index, p.Units);
        if (cell >= p.Cells)
            return;
        int j = index - (cell * p.Units);
        int s = Threads.Row(cell, p.Reading.Rows);
        int memoryRow = cell - (s * p.Reading.Rows);
        if (s >= p.Reading.MemoryLengths[memoryRow])
            return;
        int r = p.Reading.Reader(memoryRow);
        int steps = p.Reading.StepsOf(r);
        int weights = p.Weights + (r * p.WeightRow) + s;
        int a = p.A + (r * p.ARow) + j;
        int at = p.Result + (cell * p.ResultRow) + j;
        T sum = p.Arena[at];
        for (int t = 0; t < steps; t++, weights += p.Reading.Rows * p.WeightRow, a += p.Reading.Rows * p.ARow)
            sum = (p.Arena[weights] * p.Arena[a]) + sum;
        p.Arena[at] = sum;
    }

    /// <summary>
    /// Of additive scores, with e = tanh(a + memory) and g = dscore vector (1 - e e): result[t, r] is the sum of g over
    /// the memory, shares[t, r] that of dscore e; 0 where there is nothing to read.
    /// </summary>
    public static void AdditiveQueries<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, p.Units);
        if (i >= p.Rows)
            return;
        int j = index - (i * p.Units);
        int length = p.LengthOf(i);
        int scores = p.Scores + (i * p.WeightRow);
        int memory = p.Memory + (p.MemoryRowOf(i) * p.MemoryRow) + j;
        T a = p.Arena[p.A + (i * p.ARow) + j];
        T vector = p.Packed[p.Vector + j];
        T sum = T.Zero, share = T.Zero;
        for (int s = 0; s < length; s++, memory += p.Reading.Rows * p.MemoryRow)
        {
            T ds = p.Arena[scores + s];
            T e = V.ToScalar(V.Tanh(V.Create(a + p.Arena[memory])));
            share = (ds * e) + share;
            sum += ds * vector * (T.One - (e * e));
        }

        p.Arena[p.Result + (i * p.ResultRow) + j] = sum;
        p.Arena[p.Shares + (i * p.SharesRow) + j] = share;
    }

    /// <summary>Of additive scores: result[s, m] goes on by g of every step of the row that reads m.</summary>
    public static void AdditiveKeys<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        int index = Threads.Index;
        int cell = Threads.Row(index, p.Units);
        if (cell >= p.Cells)
            return;
        int j = index - (cell * p.Units);
        int s = Threads.Row(cell, p.Reading.Rows);
        int memoryRow = cell - (s * p.Reading.Rows);
        if (s >= p.Reading.MemoryLengths[memoryRow])
            return;
        int r = p.Reading.Reader(memoryRow);
        int steps = p.Reading.StepsOf(r);
        int scores = p.Scores + (r * p.WeightRow) + s;
        int a = p.A + (r * p.ARow) + j;
        T memory = p.Arena[p.Memory + (cell * p.MemoryRow) + j];
        T vector = p.Packed[p.Vector + j];
        int at = p.Result + (cell * p.ResultRow) + j;
        T sum = p.Arena[at];
        for (int t = 0; t < steps; t++, scores += p.Reading.Rows * p.WeightRow, a += p.Reading.Rows * p.ARow)
        {
            T e = V.ToScalar(V.Tanh(V.Create(p.Arena[a] + memory)));
            sum += p.Arena[scores] * vector * (T.One - (e * e));
        }

        p.Arena[at] = sum;
    }
}
