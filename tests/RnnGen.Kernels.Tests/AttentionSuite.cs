using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Attention against plain loops in double, and every promise about its bits.</summary>
public abstract unsafe class AttentionSuite<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static double Tolerance => sizeof(T) == 4 ? 3e-6 : 1e-14;

    // Central differences in double err by 1e-10 of a third derivative and 1e-11 of rounding.
    private static double SlopeTolerance => sizeof(T) == 4 ? 2e-5 : 2e-9;

    private static IEnumerable<AttentionShape> Shapes =>
        from additive in (bool[])[false, true]
        from widths in ((int, int)[])[(1, 1), (5, 7), (16, 33), (40, 16), (67, 70)]
        select new AttentionShape(additive, widths.Item1, widths.Item2, [7, 4, 4, 1, 0], [19, 6, 5, 1, 0])
        {
            Base = [2, 4, 0, 3, 1],
            Scale = additive ? 1 : 0.7,
        };

    [Fact]
    public void Forward_RaggedRows_EqualsPlainLoops() => EachShape(static (_, c) =>
    {
        AttentionShape shape = c.Shape;
        c.Forward(0, shape.Steps, keepsScores: true);
        ForEachCell(shape, (row, step, isReading) =>
        {
            int length = isReading ? shape.MemoryLengths[shape.MemoryRow(row)] : 0;
            AttentionReference expected = c.Reference(row, step);
            double[] none = new double[c.WeightRow];
            Close(length == 0 ? none : [.. expected.Scores, .. none.Skip(length)],
                AttentionCase<V, T>.Row(c.Scores, c.WeightRow, shape.Rows, row, step, c.WeightRow), Tolerance);
            Close(length == 0 ? none : [.. expected.Weights, .. none.Skip(length)],
                AttentionCase<V, T>.Row(c.Weights, c.WeightRow, shape.Rows, row, step, c.WeightRow), Tolerance);
            Close(length == 0 ? new double[shape.Width] : expected.Context(shape.Width),
                AttentionCase<V, T>.Row(c.Context, c.ValueRow, shape.Rows, row, step, shape.Width), Tolerance);
        });
    });

    [Fact]
    public void Backward_RaggedRows_EqualsFiniteDifferences() => EachShape(static (_, c) =>
    {
        AttentionShape shape = c.Shape;
        c.Run();
        double[][] dKeys = Zeros(shape.MemorySteps * shape.MemoryRows, shape.Size);
        double[][] dValues = Zeros(shape.MemorySteps * shape.MemoryRows, shape.Width);
        ForEachCell(shape, (row, step, isReading) =>
        {
            AttentionReference reference = c.Reference(row, step);
            double[] dContext = AttentionCase<V, T>.Row(c.DContext, c.ValueRow, shape.Rows, row, step, shape.Width);
            double[] Slopes(double[] operand)
                => [.. operand.Select((_, j) => isReading ? reference.Slope(dContext, operand, j) : 0)];
            Close(Slopes(reference.Query),
                AttentionCase<V, T>.Row(c.DQueries, c.QueryRow, shape.Rows, row, step, shape.Size), SlopeTolerance);
            if (reference.Vector is { } vector)
                Close(Slopes(vector),
                    AttentionCase<V, T>.Row(c.DVector, c.QueryRow, shape.Rows, row, step, shape.Size), SlopeTolerance);
            for (int s = 0; s < reference.Keys.Length; s++)
            {
                int cell = (s * shape.MemoryRows) + shape.MemoryRow(row);
                Add(dKeys[cell], Slopes(reference.Keys[s]));
                Add(dValues[cell], Slopes(reference.Values[s]));
            }
        });
        for (int cell = 0; cell < dKeys.Length; cell++)
        {
            Close(dKeys[cell], AttentionCase<V, T>.Row(c.DKeys, c.QueryRow, 1, 0, cell, shape.Size), SlopeTolerance);
            Close(dValues[cell],
                AttentionCase<V, T>.Row(c.DValues, c.ValueRow, 1, 0, cell, shape.Width), SlopeTolerance);
        }
    });

    [Fact]
    public void Rows_Alone_EqualRowsOfABatch() => EachShape(static (memory, batch) =>
    {
        AttentionShape shape = batch.Shape;
        batch.Run();
        for (int row = 0; row < shape.Rows; row++)
        {
            if (shape.Lengths[row] == 0)
                continue;
            var alone = new AttentionCase<V, T>(memory, shape.Alone(row));
            alone.Run();
            int memoryRow = shape.MemoryRow(row);
            for (int t = 0; t < shape.Lengths[row]; t++)
            {
                int cell = (t * shape.Rows) + row;
                Equal(alone.Weights, t * alone.WeightRow, batch.Weights, cell * batch.WeightRow, alone.WeightRow);
                Equal(alone.Context, t * alone.ValueRow, batch.Context, cell * batch.ValueRow, shape.Width);
                Equal(alone.DQueries, t * alone.QueryRow, batch.DQueries, cell * batch.QueryRow, shape.Size);
            }

            for (int s = 0; s < shape.MemoryLengths[memoryRow]; s++)
            {
                int cell = (s * shape.MemoryRows) + memoryRow;
                Equal(alone.DKeys, s * alone.QueryRow, batch.DKeys, cell * batch.QueryRow, shape.Size);
                Equal(alone.DValues, s * alone.ValueRow, batch.DValues, cell * batch.ValueRow, shape.Width);
            }
        }
    });

    [Fact]
    public void Steps_OneAtATime_EqualAllAtOnce() => EachShape(static (memory, whole) =>
    {
        AttentionShape shape = whole.Shape;
        whole.Run();
        var single = new AttentionCase<V, T>(memory, shape);
        for (int t = 0; t < shape.Steps; t++)
            single.Forward(t, 1);
        for (int t = 0; t < shape.Steps; t++)
            single.Backward(t, 1);
        EqualResults(whole, single);
    });

    [Fact]
    public void Team_OfThree_EqualsOne() => EachShape(static (memory, one) =>
    {
        one.Run();
        var parts = new AttentionCase<V, T>(memory, one.Shape);
        for (int member = 0; member < 3; member++)
            parts.Forward(0, one.Shape.Steps, team: new Team(member, 3, null));
        for (int member = 2; member >= 0; member--)
            parts.Backward(0, one.Shape.Steps, new Team(member, 3, null));
        EqualResults(one, parts);
    });

    [Fact]
    public void Forward_SeveralQueriesOfOneMemory_EqualEachAlone()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        foreach (bool additive in (bool[])[false, true])
        {
            AttentionShape shape = new(additive, 21, 18, [1, 1, 1, 1, 1, 1], [9, 4]) { Base = [0, 0, 0, 1, 1, 1] };
            var beam = new AttentionCase<V, T>(memory, shape);
            beam.Forward(0, 1);
            for (int row = 0; row < shape.Rows; row++)
            {
                var alone = new AttentionCase<V, T>(memory, shape.Alone(row));
                alone.Forward(0, 1);
                Equal(alone.Context, 0, beam.Context, row * beam.ValueRow, shape.Width);
            }
        }
    }

    [Fact]
    public void Forward_LargeScores_NeitherOverflowNorVanish()
    {
        if (!Widths.Available<V>())
            return;
        using Memory<T> memory = new();
        foreach (double scale in (double[])[1000, -1000])
        {
            var c = new AttentionCase<V, T>(memory, new(false, 9, 3, [2], [5]) { Scale = scale });
            c.Forward(0, 2);
            for (int t = 0; t < 2; t++)
                Close([1], [AttentionCase<V, T>.Row(c.Weights, c.WeightRow, 1, 0, t, 5).Sum()], Tolerance);
        }
    }

    /// <summary>Runs a check on every shape, each with fresh memory.</summary>
    private static void EachShape(Action<Memory<T>, AttentionCase<V, T>> check)
    {
        if (!Widths.Available<V>())
            return;
        foreach (AttentionShape shape in Shapes)
        {
            using Memory<T> memory = new();
            check(memory, new AttentionCase<V, T>(memory, shape));
        }
    }

    /// <summary>Every row at every step, and whether there is anything to read.</summary>
    private static void ForEachCell(AttentionShape shape, Action<int, int, bool> check)
    {
        for (int row = 0; row < shape.Rows; row++)
        {
            for (int step = 0; step < shape.Steps; step++)
                check(row, step, step < shape.Lengths[row] && shape.MemoryLengths[shape.MemoryRow(row)] > 0);
        }
    }

    private static void EqualResults(AttentionCase<V, T> expected, AttentionCase<V, T> actual)
    {
        AttentionShape shape = expected.Shape;
        for (int cell = 0; cell < shape.Steps * shape.Rows; cell++)
        {
            Same(expected.Weights, actual.Weights, cell * expected.WeightRow, expected.WeightRow);
            Same(expected.Context, actual.Context, cell * expected.ValueRow, shape.Width);
            Same(expected.DQueries, actual.DQueries, cell * expected.QueryRow, shape.Size);
            if (shape.IsAdditive)
                Same(expected.DVector, actual.DVector, cell * expected.QueryRow, shape.Size);
        }

        for (int cell = 0; cell < shape.MemorySteps * shape.MemoryRows; cell++)
        {
            Same(expected.DKeys, actual.DKeys, cell * expected.QueryRow, shape.Size);
            Same(expected.DValues, actual.DValues, cell * expected.ValueRow, shape.Width);
        }
    }

    private static void Same(T* expected, T* actual, int at, int count) => Equal(expected, at, actual, at, count);

    private static void Equal(T* expected, int expectedAt, T* actual, int actualAt, int count)
    {
        for (int i = 0; i < count; i++)
            Assert.Equal(expected[expectedAt + i], actual[actualAt + i]);
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{i}: {expected[i]}, but {actual[i]}");
    }

    private static double[][] Zeros(int rows, int count)
        => [.. Enumerable.Range(0, rows).Select(_ => new double[count])];

    private static void Add(double[] sum, double[] terms)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] += terms[i];
    }
}
