using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Row operations, column sums, embeddings and the gradient's layout against plain loops.</summary>
public abstract unsafe class RowsSuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static int Block => 64 / sizeof(T);

    [Fact]
    public void AddGradient_PackedProduct_AddsTransposed()
    {
        using Memory<T> memory = new();
        foreach ((int units, int k) in ((int, int)[])[(1, 1), (7, 130), (130, 7), (40, 40)])
        {
            int stride = 3 * 144;
            T* packed = memory.New(k * stride, 1);
            T* gradient = memory.New(units * k, 2), before = memory.New(units * k, 2);
            Panels.AddGradient(packed + 144, stride, units, k, gradient, k);
            for (int unit = 0; unit < units; unit++)
            {
                for (int i = 0; i < k; i++)
                    Assert.Equal(before[(unit * k) + i] + packed[(i * stride) + 144 + unit], gradient[(unit * k) + i]);
            }
        }
    }

    [Fact]
    public void Pack_Panels_HoldEveryWeightAndZeros()
    {
        using Memory<T> memory = new();
        const int units = 21, k = 5;
        for (int gates = 1; gates <= 4; gates++)
        {
            long length = Panels.Length<T>(units, k, gates);
            T* panels = memory.New(length, 9), w = memory.New(units * k, 1);
            for (int g = 0; g < gates; g++)
                Panels.Pack(w, k, units, k, panels, g, gates);
            T sum = T.Zero, expected = T.Zero;
            int zeros = 0;
            for (long i = 0; i < length; i++)
            {
                sum += panels[i] * panels[i];
                zeros += panels[i] == T.Zero ? 1 : 0;
            }

            for (int i = 0; i < units * k; i++)
                expected += w[i] * w[i] * T.CreateTruncating(gates);
            Assert.Equal(length - (gates * units * k), zeros);
            Assert.True(T.Abs(sum - expected) < expected * T.CreateTruncating(1e-5));
        }
    }

    [Fact]
    public void AddSum_Columns_EqualsLoop()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        foreach (int n in (int[])[Block, 5 * Block, 8 * Block])
        {
            const int rows = 11;
            T* a = memory.New(rows * (n + Block), 1), sum = memory.New(n, 2), expected = memory.New(n, 2);
            Columns<V, T>.AddSum(rows, n, a, n + Block, sum);
            for (int r = 0; r < rows; r++)
            {
                for (int j = 0; j < n; j++)
                    expected[j] += a[(r * (n + Block)) + j];
            }

            Equal(expected, sum, n);
        }
    }

    [Fact]
    public void Rows_ClearAddTakeAndAddAt_EqualLoops()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int steps = 4, rows = 3;
        int stride = 2 * Block;
        int* index = stackalloc int[] { 2, 0, 3 };
        T* history = memory.New(steps * rows * stride, 1), before = memory.New(steps * rows * stride, 1);
        T* taken = memory.New(rows * stride), source = memory.New(rows * stride, 2);
        Rows<V, T>.TakeAt(history, rows, stride, index, taken);
        Rows<V, T>.AddAt(history, rows, stride, index, source);
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < stride; j++)
            {
                int at = (((index[r] * rows) + r) * stride) + j;
                Assert.Equal(before[at], taken[(r * stride) + j]);
                before[at] += source[(r * stride) + j];
            }
        }

        Equal(before, history, steps * rows * stride);
        Rows<V, T>.Copy(taken, source, rows * stride);
        Equal(source, taken, rows * stride);
        Rows<V, T>.Add(taken, source, rows * stride);
        Assert.Equal(source[5] + source[5], taken[5]);
        Rows<V, T>.Clear(taken, stride);
        Assert.Equal(T.Zero, taken[stride - 1]);
        Assert.NotEqual(T.Zero, taken[stride]);
    }

    [Fact]
    public void Embeddings_GatherAndScatter_EqualLoops()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int vocabulary = 9, count = 7;
        int* tokens = stackalloc int[] { 3, 8, 3, 0, 5, 8, 3 };
        foreach (int size in (int[])[1, Block, (2 * Block) + 3])
        {
            int stride = (size + Block - 1) / Block * Block;
            T* table = memory.New(vocabulary * size, 1), rows = memory.New(count * stride, 2);
            T* gradient = memory.New(vocabulary * size, 3), expected = memory.New(vocabulary * size, 3);
            Embeddings<V, T>.Scatter(tokens, count, 8, rows, stride, size, gradient);
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < size && tokens[i] != 8; j++)
                    expected[(tokens[i] * size) + j] += rows[(i * stride) + j];
            }

            Equal(expected, gradient, vocabulary * size);
            Embeddings<V, T>.Gather(tokens, count, table, size, rows, stride);
            for (int i = 0; i < count * stride; i++)
                Assert.Equal(i % stride < size ? table[(tokens[i / stride] * size) + (i % stride)] : T.Zero, rows[i]);
        }
    }

    private static void Equal(T* expected, T* actual, long count)
    {
        for (long i = 0; i < count; i++)
            Assert.Equal(expected[i], actual[i]);
    }
}
