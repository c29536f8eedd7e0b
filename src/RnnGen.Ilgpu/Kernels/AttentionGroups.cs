using System.Numerics;
using ILGPU;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// What of attention GPUs do by groups: scores, whose memory rows are read whole by way of shared memory, and sums over
/// a row of weights, which are trees of a fixed shape.
/// </summary>
internal static class AttentionGroups
{
    /// <summary>Threads of a group, and steps of the memory that a group scores.</summary>
    public const int Size = 64;

    private const int Depth = 16;
    private const int Pitch = Depth + 1;

    /// <summary>
    /// scores[i, s] of 64 steps of the memory, dot products or additive, each the chain of
    /// <see cref="AttentionKernels"/>. A group for each row (X) and 64 steps (Y).
    /// </summary>
    public static void Scores<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        ArrayView<T> keys = SharedMemory.Allocate<T>(Size * Pitch);
        ArrayView<T> query = SharedMemory.Allocate<T>(Depth);
        ArrayView<T> vector = SharedMemory.Allocate<T>(Depth);
        int id = Group.IdxX, i = Grid.IdxX, first = Grid.IdxY * Size;
        int length = p.LengthOf(i), memoryRow = p.MemoryRowOf(i), a = p.A + (i * p.ARow);
        int units = first < length ? p.Units : 0, column = id & 15, row = first + (id >> 4);
        T sum = T.Zero;
        for (int j = 0; j < units; j += Depth)
        {
            // 16 units of 64 steps: a thread loads one unit of every fourth step, four at a time.
            int slot = ((id >> 4) * Pitch) + column;
            for (int s = row; s < first + Size; s += 16, slot += 16 * Pitch)
            {
                T k0 = Key(p, memoryRow, s, length, j + column), k1 = Key(p, memoryRow, s + 4, length, j + column);
                T k2 = Key(p, memoryRow, s + 8, length, j + column), k3 = Key(p, memoryRow, s + 12, length, j + column);
                keys[slot] = k0;
                keys[slot + (4 * Pitch)] = k1;
                keys[slot + (8 * Pitch)] = k2;
                keys[slot + (12 * Pitch)] = k3;
            }

            if (id < Depth && j + id < units)
            {
                query[id] = p.Arena[a + j + id];
                if (p.IsAdditive != 0)
                    vector[id] = p.Packed[p.Vector + j + id];
            }

            Group.Barrier();
            int depth = units - j < Depth ? units - j : Depth;
            int key = id * Pitch;
            if (p.IsAdditive != 0)
            {
                for (int q = 0; q < depth; q++)
                    sum = (V.ToScalar(V.Tanh(V.Create(query[q] + keys[key + q]))) * vector[q]) + sum;
            }
            else
            {
                for (int q = 0; q < depth; q++)
                    sum = (query[q] * keys[key + q]) + sum;
            }

            Group.Barrier();
        }

        int step = first + id;
        if (step < p.WeightRow)
            p.Arena[p.Scores + (i * p.WeightRow) + step] = step < length ? sum * p.Scale : T.Zero;
    }

    /// <summary>As <see cref="AttentionKernels.Weights"/>, a group for each row.</summary>
    public static void Weights<T, V>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
        where V : unmanaged, ISimd<V, T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(Size);
        int id = Group.IdxX, i = Grid.IdxX;
        int length = p.LengthOf(i);
        int scores = p.Scores + (i * p.WeightRow), weights = p.Weights + (i * p.WeightRow);

        // A thread without a step of its own takes the first one's score, which changes no maximum.
        T largest = p.Arena[scores + (id < length ? id : 0)];
        for (int s = id + Size; s < length; s += Size)
            largest = Larger(largest, p.Arena[scores + s]);
        shared[id] = largest;
        Group.Barrier();
        for (int half = Size / 2; half > 0; half >>= 1)
        {
            if (id < half)
                shared[id] = Larger(shared[id], shared[id + half]);
            Group.Barrier();
        }

        largest = shared[0];
        Group.Barrier();
        T sum = T.Zero;
        for (int s = id; s < length; s += Size)
        {
            T e = V.ToScalar(V.Exp(V.Create(p.Arena[scores + s] - largest)));
            sum += e;
            p.Arena[weights + s] = e;
        }

        sum = Sum(shared, id, sum);
        for (int s = id; s < p.WeightRow; s += Size)
            p.Arena[weights + s] = s < length ? p.Arena[weights + s] / sum : T.Zero;
    }

    /// <summary>As <see cref="AttentionKernels.WeightGradients"/>, a group for each row.</summary>
    public static void WeightGradients<T>(AttentionArguments<T> p)
        where T : unmanaged, INumber<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(Size);
        int id = Group.IdxX, i = Grid.IdxX;
        int length = p.LengthOf(i);
        int scores = p.Scores + (i * p.WeightRow), weights = p.Weights + (i * p.WeightRow);
        T sum = T.Zero;
        for (int s = id; s < length; s += Size)
            sum = (p.Arena[weights + s] * p.Arena[scores + s]) + sum;
        sum = Sum(shared, id, sum);
        for (int s = id; s < length; s += Size)
            p.Arena[scores + s] = p.Arena[weights + s] * (p.Arena[scores + s] - sum) * p.Scale;
    }

    private static T Key<T>(AttentionArguments<T> p, int memoryRow, int s, int length, int j)
        where T : unmanaged, INumber<T>
    {
        T value = T.Zero;
        if (s < length && j < p.Units)
            value = p.Arena[p.MemoryAt(memoryRow, s) + j];
        return value;
    }

    /// <summary>The sum over the group, in every thread.</summary>
    private static T Sum<T>(ArrayView<T> shared, int id, T value)
        where T : unmanaged, INumber<T>
    {
        shared[id] = value;
        Group.Barrier();
        for (int half = Size / 2; half > 0; half >>= 1)
        {
            if (id < half)
                shared[id] = shared[id] + shared[id + half];
            Group.Barrier();
        }

        return shared[0];
    }

    private static T Larger<T>(T a, T b)
        where T : unmanaged, INumber<T> => a > b ? a : b;
}
