using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Row operations, column sums, embeddings and the gradient's layout against plain loops.</summary>
public abstract unsafe class RowsSuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static int Block => 64 / sizeof(T);

    private static PanelOrder Order => V.Count == Block ? PanelOrder.ByTerm : PanelOrder.ByBlock;

    [Fact]
    public void SliceSums_PackedProducts_AreSummedInOrderAndTransposed()
    {
        using Memory<T> memory = new();
        (int, int, int)[] cases = [(1, 1, 1), (7, 130, 3), (130, 7, 2), (40, 40, 8)];
        foreach ((int units, int k, int slices) in cases)
        {
            int stride = 3 * 144, length = k * stride;
            T* packed = memory.New(slices * length, 1);
            T* sums = memory.New(units * k, 2), added = memory.New(units * k, 2), before = memory.New(units * k, 2);
            var block = new GradientBlock(144, stride, 0, k, units, k);
            int half = units / 2 / Block * Block;
            var overwriting = new SliceSums<T>(packed, length, slices, sums, adds: false);
            overwriting.Matrix(block, half, units);
            overwriting.Matrix(block, 0, half);
            new SliceSums<T>(packed, length, slices, added, adds: true).Matrix(block, 0, units);
            for (int i = 0; i < units * k; i++)
            {
                T sum = T.Zero;
                for (int slice = 0; slice < slices; slice++)
                    sum += packed[(slice * length) + (i % k * stride) + 144 + (i / k)];
                Assert.Equal(sum, sums[i]);
                Assert.Equal(before[i] + sum, added[i]);
            }
        }
    }

    [Fact]
    public void Pack_SomeUnitsAtATime_EqualsAllAtOnce()
    {
        using Memory<T> memory = new();
        int units = (2 * Block) + 5, width = 3 * Block;
        const int k = 37;
        T* w = memory.New(units * k, 1);
        foreach (PanelBlock block in (PanelBlock[])
            [PanelBlock.Forward(0, k, units, k, 0, 1, 2), PanelBlock.Forward(0, k, units, k, 0, 0, 1),
            PanelBlock.Transposed(0, k, units, k, 0, width, 2 * width)])
        {
            long length = Panels.TransposedLength<T>(k, 2 * width);
            T* whole = memory.New(length, 2), parts = memory.New(length, 2);
            Panels.PackUnits(block, w, whole, 0, units, Order);
            Panels.PackUnits(block, w, parts, Block, 2 * Block, Order);
            Panels.PackUnits(block, w, parts, 2 * Block, units, Order);
            Panels.PackUnits(block, w, parts, 0, Block, Order);
            Equal(whole, parts, length);
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
                Panels.Pack(w, k, units, k, panels, g, gates, Order);
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
    public void Rows_ClearCopyTakeAndPutAt_EqualLoops()
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
        Rows<V, T>.PutAt(history, rows, stride, index, source);
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < stride; j++)
            {
                int at = (((index[r] * rows) + r) * stride) + j;
                Assert.Equal(before[at], taken[(r * stride) + j]);
                before[at] = source[(r * stride) + j];
            }
        }

        Equal(before, history, steps * rows * stride);
        Rows<V, T>.Copy(taken, source, rows * stride);
        Equal(source, taken, rows * stride);
        Rows<V, T>.Clear(taken, stride);
        Assert.Equal(T.Zero, taken[stride - 1]);
        Assert.NotEqual(T.Zero, taken[stride]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_Reverse_EqualsLoop(bool adds)
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int steps = 4, rows = 3;
        int* lengths = stackalloc int[] { 4, 3, 0 };
        foreach (int width in (int[])[1, Block, Block + 3])
        {
            int stride = 2 * Block, wide = 3 * Block;
            T* source = memory.New(steps * rows * stride, 1), target = memory.New(steps * rows * wide, 2);
            T* expected = memory.New(steps * rows * wide, 2);
            Rows<V, T>.Reverse(target, wide, source, stride, lengths, steps, rows, width, adds);
            for (int i = 0; i < steps * rows * width; i++)
            {
                (int t, int r, int j) = (i / width / rows, i / width % rows, i % width);
                T value = t < lengths[r] ? source[((((lengths[r] - 1 - t) * rows) + r) * stride) + j] : T.Zero;
                T* at = expected + (((t * rows) + r) * wide) + j;
                *at = adds ? *at + value : value;
            }

            Equal(expected, target, steps * rows * wide);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Positions_GatherAndScatter_EqualLoops(bool isOtherAxis)
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int steps = 3, rows = 3, memorySteps = 4;
        int* active = stackalloc int[] { 3, 2, 2 };
        int* lengths = stackalloc int[] { 4, 2, 0 };
        int* toFirst = stackalloc int[] { 2, 0, 1 };
        int* fromFirst = stackalloc int[] { 1, 0, 2 };
        int* positions = stackalloc int[] { 1, 0, 0, 3, 2, 1, 1, 1, 9 };
        var read = new AttentionRows
        {
            Rows = rows,
            Steps = steps,
            Active = active,
            MemoryRows = rows,
            MemoryLengths = lengths,
            Base = isOtherAxis ? toFirst : null,
            Places = isOtherAxis ? fromFirst : null,
        };
        foreach (int width in (int[])[1, Block, Block + 3])
        {
            int stride = 2 * Block, wide = 3 * Block;
            T* source = memory.New(memorySteps * rows * stride, 1);
            T* gradient = memory.New(memorySteps * rows * stride, 2), sums = memory.New(memorySteps * rows * stride, 2);
            T* target = memory.New(steps * rows * wide, 3), expected = memory.New(steps * rows * wide, 3);
            Positions<V, T>.Gather(read, positions, source, stride, target, wide, width);
            Positions<V, T>.Scatter(read, positions, target, wide, gradient, stride, width);
            for (int i = 0; i < steps * rows * width; i++)
            {
                (int cell, int j) = (i / width, i % width);
                int r = cell % rows, from = isOtherAxis ? fromFirst[toFirst[r]] : r;
                bool isThere = r < active[cell / rows] && positions[cell] < lengths[from];
                int at = (((positions[cell] * rows) + from) * stride) + j;
                expected[(cell * wide) + j] = isThere ? source[at] : T.Zero;
                if (isThere)
                    sums[at] += expected[(cell * wide) + j];
            }

            Equal(expected, target, steps * rows * wide);
            Equal(sums, gradient, memorySteps * rows * stride);
        }
    }

    [Fact]
    public void Embeddings_Gather_EqualsLoop()
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
