using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Products with packed weights against one chain of single numbers for each element, bit for bit.</summary>
public abstract unsafe class ProductSuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static int Block => 64 / sizeof(T);

    private static PanelOrder Order => V.Count == Block ? PanelOrder.ByTerm : PanelOrder.ByBlock;

    [Fact]
    public void Run_OddShapes_EqualsChains()
    {
        if (!Widths.Available<V>())
            return;
        foreach (int units in (int[])[1, 7, 16, 17, 40, 130])
        {
            foreach (int k in (int[])[1, 2, 9, 130])
            {
                for (int gates = 1; gates <= 4; gates++)
                {
                    for (int rows = 1; rows <= 20; rows++)
                        Check(units, k, gates, rows, Start.Bias);
                    Check(units, k, gates, 1, Start.Zero);
                    Check(units, k, gates, 11, Start.Zero);
                    Check(units, k, gates, 13, Start.Rows);
                    Check(units, k, gates, 14, Start.InPlace);
                }
            }
        }
    }

    [Fact]
    public void Run_ManyRows_EqualsChains() => Check(20, 2000, 2, 131, Start.Rows);

    [Fact]
    public void Run_Continued_EqualsRunAtOnce()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int units = 33, k = 29, head = 12, gates = 3, rows = 7;
        int width = Padded(units);
        T* w = memory.New(units * k, 1), head1 = memory.New(units * head), tail1 = memory.New(units * (k - head));
        T* whole = memory.New(Panels.Length<T>(units, k, gates));
        T* first = memory.New(Panels.Length<T>(units, head, gates));
        T* second = memory.New(Panels.Length<T>(units, k - head, gates));
        for (int u = 0; u < units; u++)
        {
            for (int i = 0; i < k; i++)
                (i < head ? head1 + (u * head) + i : tail1 + (u * (k - head)) + i - head)[0] = w[(u * k) + i];
        }

        for (int g = 0; g < gates; g++)
        {
            Panels.Pack(w, k, units, k, whole, g, gates, Order);
            Panels.Pack(head1, head, units, head, first, g, gates, Order);
            Panels.Pack(tail1, k - head, units, k - head, second, g, gates, Order);
        }

        long row = gates * width;
        T* a = memory.New(rows * 32, 2), once = memory.New(rows * row), twice = memory.New(rows * row);
        Product<V, T>.Run(new(k, units, gates, width), rows, a, 32, whole, null, 0, once, row);
        Product<V, T>.Run(new(head, units, gates, width), rows, a, 32, first, null, 0, twice, row);
        for (int r = 0; r < rows; r++)
        {
            T* c = twice + (r * row);
            Product<V, T>.Run(new(k - head, units, gates, width), 1, a + (r * 32) + head, 32, second, c, row, c, row);
        }

        Equal(once, twice, rows * row);
    }

    [Fact]
    public void Run_RowsAlone_EqualRowsOfABatch()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        const int units = 50, k = 37, rows = 23;
        for (int gates = 1; gates <= 4; gates++)
        {
            int width = Padded(units);
            long row = gates * width;
            T* panels = memory.New(Panels.Length<T>(units, k, gates));
            for (int g = 0; g < gates; g++)
                Panels.Pack(memory.New(units * k, 5 + g), k, units, k, panels, g, gates, Order);
            T* a = memory.New(rows * k, 3), bias = memory.New(row, 4);
            T* batch = memory.New(rows * row), alone = memory.New(rows * row);
            PanelShape shape = new(k, units, gates, width);
            Product<V, T>.Run(shape, rows, a, k, panels, bias, 0, batch, row);
            for (int r = 0; r < rows; r++)
                Product<V, T>.Run(shape, 1, a + (r * k), k, panels, bias, 0, alone + (r * row), row);
            Equal(batch, alone, rows * row);
        }
    }

    [Fact]
    public void Run_TransposedPanels_EqualsChains()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        foreach ((int units, int k) in ((int, int)[])[(1, 1), (7, 5), (20, 70), (33, 16)])
        {
            const int gates = 3, rows = 9;
            int width = Padded(units), total = gates * width;
            T* w = memory.New(gates * units * k, 1), panels = memory.New(Panels.TransposedLength<T>(k, total));
            for (int g = 0; g < gates; g++)
                Panels.PackTransposed(w + (g * units * k), k, units, k, panels, g * width, total, Order);
            T* dz = memory.New(rows * total, 2), da = memory.New(rows * Padded(k));
            Product<V, T>.Run(new(total, k, 1, 0), rows, dz, total, panels, null, 0, da, Padded(k));
            for (int r = 0; r < rows; r++)
            {
                for (int i = 0; i < Padded(k); i++)
                {
                    T sum = T.Zero;
                    for (int z = 0; z < total; z++)
                    {
                        bool real = i < k && z % width < units;
                        T weight = real ? w[((((z / width) * units) + (z % width)) * k) + i] : T.Zero;
                        sum = Chain(dz[(r * total) + z], weight, sum);
                    }

                    Assert.Equal(sum, da[(r * Padded(k)) + i]);
                }
            }
        }
    }

    [Fact]
    public void Accumulate_OddShapes_EqualsChains()
    {
        if (!Widths.Available<V>())
            return;
        foreach (int m in (int[])[1, 2, 5, 6, 7, 8, 13])
        {
            foreach (int blocks in (int[])[1, 2, 3, 4, 7])
            {
                foreach (int k in (int[])[1, 3, 128, 300])
                    CheckOuter(k, m, blocks * Block);
            }
        }
    }

    private enum Start
    {
        Zero,
        Bias,
        Rows,
        InPlace,
    }

    private static void Check(int units, int k, int gates, int rows, Start kind)
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        int width = Padded(units), aRow = k + 3;
        long row = (gates * width) + Block;
        T* w = memory.New(gates * units * k, 1), panels = memory.New(Panels.Length<T>(units, k, gates));
        for (int g = 0; g < gates; g++)
            Panels.Pack(w + (g * units * k), k, units, k, panels, g, gates, Order);
        T* a = memory.New(rows * aRow, 2), first = memory.New(rows * row, 3), c = memory.New(rows * row);
        long startRow = kind == Start.Bias ? 0 : row;
        if (kind == Start.InPlace)
            Rows<V, T>.Copy(c, first, rows * row);
        T* start = kind switch { Start.Zero => null, Start.InPlace => c, _ => first };
        Product<V, T>.Run(new(k, units, gates, width), rows, a, aRow, panels, start, startRow, c, row);
        for (int r = 0; r < rows; r++)
        {
            for (int n = 0; n < gates * width; n++)
            {
                T sum = kind == Start.Zero ? T.Zero : first[(r * startRow) + n];
                int unit = n % width;
                for (int i = 0; i < k; i++)
                {
                    T weight = unit < units ? w[((((n / width) * units) + unit) * k) + i] : T.Zero;
                    sum = Chain(a[(r * aRow) + i], weight, sum);
                }

                if (sum != c[(r * row) + n])
                    Assert.Fail($"{units} units, k {k}, {gates} gates, {rows} rows, {kind}: row {r}, column {n}");
            }
        }
    }

    private static void CheckOuter(int k, int m, int n)
    {
        using Memory<T> memory = new();
        int aStep = m + 2, bStep = n + Block, cRow = n + (2 * Block);
        T* a = memory.New(k * aStep, 1), b = memory.New(k * bStep, 2);
        T* c = memory.New(m * cRow, 3), expected = memory.New(m * cRow, 3);
        Outer<V, T>.Accumulate(k, m, n, a, aStep, b, bStep, c, cRow);
        for (int t = 0; t < k; t++)
        {
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                    expected[(i * cRow) + j] = Chain(a[(t * aStep) + i], b[(t * bStep) + j], expected[(i * cRow) + j]);
            }
        }

        Equal(expected, c, m * cRow);

        T* again = memory.New(m * cRow, 3), sums = memory.New(n, 4), columns = memory.New(n, 4);
        Outer<V, T>.AccumulateWithSums(k, m, n, a, aStep, b, bStep, again, cRow, sums);
        Columns<V, T>.AddSum(k, n, b, bStep, columns);
        Equal(expected, again, m * cRow);
        Equal(columns, sums, n);
    }

    private static int Padded(int units) => (units + Block - 1) / Block * Block;

    private static T Chain(T a, T b, T c) => Widths.Fuses<V>() ? T.FusedMultiplyAdd(a, b, c) : (a * b) + c;

    private static void Equal(T* expected, T* actual, long count)
    {
        for (long i = 0; i < count; i++)
            Assert.Equal(expected[i], actual[i]);
    }
}
