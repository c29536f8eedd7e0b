using System.Numerics;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Rows from one place to another, positions and embeddings, against plain loops.</summary>
internal static class RowsCases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[][] s_lengths = [[6, 5, 5, 2, 0], [4, 3, 1, 1, 1]];
    private static readonly int[][] s_orders = [[0, 1, 2, 3, 4], [2, 4, 0, 3, 1]];
    private static readonly int[] s_tokens = [.. Enumerable.Range(0, 6 * 5).Select(static i => (i * 7 % 5))];

    public static void Fill(KernelCache cache, int n, int width)
    {
        TestBatch<T> batch = Batch(cache, 64 + (n * (width + 8)));
        double[] packed = TestBatch<T>.Doubles(batch.Packed);
        batch.Check(
            run => run.Fill(8, width + 8, n, 16, width),
            (arena, _) => Each(n, width, (r, j) => arena[8 + (r * (width + 8)) + j] = packed[16 + j]));
    }

    public static void Clear(KernelCache cache, int length)
        => Batch(cache, length + 16).Check(
            run => run.Clear(8, length), (arena, _) => arena.AsSpan(8, length).Clear());

    public static void Copy(KernelCache cache, int length)
        => Batch(cache, (2 * length) + 16).Check(
            run => run.Copy(8, 8 + length, length),
            (arena, _) => arena.AsSpan(8 + length, length).CopyTo(arena.AsSpan(8)));

    public static void CopyColumns(KernelCache cache, int n, int width, bool adds)
    {
        int source = n * (width + 3);
        Batch(cache, 16 + source + (n * (width + 1))).Check(
            run => run.CopyColumns(2, width + 3, source, width + 1, n, width, adds),
            (arena, _) => Each(n, width, (r, j) =>
            {
                int at = 2 + (r * (width + 3)) + j;
                arena[at] = arena[source + (r * (width + 1)) + j] + (adds ? arena[at] : 0);
            }));
    }

    public static void FinalAndInitial(KernelCache cache, int stride)
    {
        int steps = s_lengths[1].Max() + 1, source = steps * 5 * stride;
        TestBatch<T> batch = Batch(cache, source + (5 * stride));
        batch.Check(
            run => run.TakeFinal(1, 0, stride, source),
            (arena, _) => Each(5, stride, (r, j)
                => arena[source + (r * stride) + j] = arena[(((s_lengths[1][r] * 5) + r) * stride) + j]));
        batch.Check(
            run => run.PutInitial(1, 0, stride, source),
            (arena, _) => Each(5, stride, (r, j)
                => arena[(((s_lengths[1][r] * 5) + r) * stride) + j] = arena[source + (r * stride) + j]));
    }

    public static void TakeAndPutRows(KernelCache cache, int width, bool adds)
    {
        TestBatch<T> batch = Batch(cache, 20 * (width + 4));
        int source = 9 * (width + 4);
        batch.Check(
            run => run.TakeRows(1, 3, width + 4, source, width + 1, width, adds),
            (arena, _) => Each(5, width, (r, j) =>
            {
                int at = 3 + (r * (width + 4)) + j;
                arena[at] = arena[source + (s_orders[1][r] * (width + 1)) + j] + (adds ? arena[at] : 0);
            }));
        batch.Check(
            run => run.PutRows(1, 3, width + 4, source, width + 1, width, adds),
            (arena, _) => Each(5, width, (r, j) =>
            {
                int at = 3 + (s_orders[1][r] * (width + 4)) + j;
                arena[at] = arena[source + (r * (width + 1)) + j] + (adds ? arena[at] : 0);
            }));
    }

    public static void Reverse(KernelCache cache, int width, bool adds)
    {
        int source = 6 * 5 * (width + 2);
        Batch(cache, 2 * source).Check(
            run => run.Reverse(0, 0, width + 2, source, width + 1, width, adds),
            (arena, _) => Each(6 * 5, width, (i, j) =>
            {
                (int t, int r) = (i / 5, i % 5);
                int length = s_lengths[0][r], at = (i * (width + 2)) + j;
                if (t < length)
                {
                    double value = arena[source + ((((length - 1 - t) * 5) + r) * (width + 1)) + j];
                    arena[at] = value + (adds ? arena[at] : 0);
                }
                else if (!adds)
                    arena[at] = 0;
            }));
    }

    public static void GatherAndScatter(KernelCache cache, int width)
    {
        int memory = 6 * 5 * (width + 2);
        TestBatch<T> batch = Batch(cache, 2 * memory);
        batch.Check(
            run => run.Gather(0, 0, 1, memory, width + 1, 0, width + 2, width),
            (arena, _) => Each(6 * 5, width, (i, j) =>
            {
                bool isThere = TryFind(i, out int cell);
                arena[(i * (width + 2)) + j] = isThere ? arena[memory + (cell * (width + 1)) + j] : 0;
            }));
        batch.Check(
            run => run.Scatter(0, 0, 1, 0, width + 2, memory, width + 1, width),
            (arena, _) => Each(6 * 5, width, (i, j) =>
            {
                if (TryFind(i, out int cell))
                    arena[memory + (cell * (width + 1)) + j] += arena[(i * (width + 2)) + j];
            }),
            terms: 6);
    }

    public static void GatherRows(KernelCache cache, int width, int stride)
    {
        TestBatch<T> batch = Batch(cache, 8 + (6 * 5 * stride));
        double[] parameters = TestBatch<T>.Doubles(batch.Parameters);
        batch.Check(
            run => run.GatherRows(0, 0, 5, width, 8, stride),
            (arena, _) => Each(6 * 5, stride, (i, j) => arena[8 + (i * stride) + j]
                = j < width ? parameters[5 + (s_tokens[i] * width) + j] : 0));
    }

    /// <summary>The row and step of the second axis that a row and step of the first one reads.</summary>
    private static bool TryFind(int i, out int cell)
    {
        (int t, int r) = (i / 5, i % 5);
        int memoryRow = Array.IndexOf(s_orders[1], r);
        cell = (s_tokens[i] * 5) + memoryRow;
        return t < s_lengths[0][r] && s_tokens[i] < s_lengths[1][memoryRow];
    }

    private static TestBatch<T> Batch(KernelCache cache, int arena)
        => new(cache, seed: arena, arena, s_lengths, s_orders, s_tokens);

    private static void Each(int n, int width, Action<int, int> action)
    {
        for (int r = 0; r < n; r++)
        {
            for (int j = 0; j < width; j++)
                action(r, j);
        }
    }
}
