using RnnGen.Execution;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class DeviceTablesTests
{
    private const int Columns = 5;
    private const int Padding = 2;

    [DeviceTheory]
    [InlineData(7, 9, 4, false)]
    [InlineData(1, 1, 3, false)]
    [InlineData(40, 60, 11, false)]
    [InlineData(3, 4, 3, true)]
    public void Add_SumsRowsOfTokensInOrder(int vocabulary, int rows, int steps, bool isCpu)
    {
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        ModelInfo info = Info(vocabulary);
        WeightLayout layout = Layout();
        int stride = Workspace<double>.Stride(Columns);
        int[] active = [.. Enumerable.Range(0, steps).Select(t => Math.Max(1, rows - (t * t)))];
        int[][] tokens =
        [
            [.. Numbers.Integers(rows * steps, 1, vocabulary).Select(token => Math.Min(token, token % 6))],
            Numbers.Integers(rows * steps, 2, vocabulary),
        ];
        double[] arena = Numbers.Of<double>((2 * rows * steps * stride) + 3, 3);
        double[] given = Numbers.Of<double>(4 + (vocabulary * Columns), 4);
        long[] ports = new long[Port.Count(info)];
        ports[Port.TokenGradient(info, 0)] = 3;
        ports[Port.TokenGradient(info, 1)] = 3 + (rows * steps * stride);

        using var uploads = new Uploads(kernels);
        using var tables = new DeviceTables<double>(uploads, info, layout);
        for (int input = 0; input < 2; input++)
        {
            Assert.True(tables.Reads(input));
            tables.Sort(input, tokens[input], rows, active);
        }

        tables.Touch(adds: false);
        using var memory = new OnDevice<double>(kernels, arena);
        using var gradients = new OnDevice<double>(kernels, given);
        tables.Add(memory.View, ports, gradients.View);
        double[] actual = gradients.Read();

        double[] expected = [.. given];
        var touched = new SortedSet<int>();
        for (int input = 0; input < 2; input++)
        {
            for (int t = 0; t < steps; t++)
            {
                for (int row = 0; row < active[t]; row++)
                {
                    int token = tokens[input][(t * rows) + row];
                    touched.Add(token);
                    for (int k = 0; k < Columns && (input == 1 || token != Padding); k++)
                    {
                        expected[4 + (token * Columns) + k] += arena[
                            ports[Port.TokenGradient(info, input)] + (((t * rows) + row) * stride) + k];
                    }
                }
            }
        }

        Numbers.AssertClose<double>(expected, actual, 1e-13);
        DeviceTable table = Assert.Single(tables.Tables.ToArray());
        table.UploadRows();
        Assert.Equal(touched.Count, table.Touched);
        Assert.Equal(touched, Enumerable.Range(0, vocabulary).Where(table.Rows.Contains));

        gradients.Write(given);
        tables.Add(memory.View, ports, gradients.View);
        Assert.Equal(actual, gradients.Read());
    }

    [DeviceFact]
    public void UpdateRows_MovesTouchedRowsOnly_AsLazyAdam()
    {
        const int Vocabulary = 30;
        KernelCache kernels = TrainingAccelerator.Get();
        ModelInfo info = Info(Vocabulary);
        var optimizer = new LazyAdam(0.01);
        float[] weights = Numbers.Of<float>(4 + (Vocabulary * Columns), 1);
        using var uploads = new Uploads(kernels);
        using var tables = new DeviceTables<float>(uploads, info, Layout());
        using var parameters = new OnDevice<float>(kernels, weights);
        using var gradients = new OnDevice<float>(kernels, weights);
        using var verdict = new StepVerdict<float>(kernels);
        OptimizerState<float> state = optimizer.CreateState<float>(weights.Length);
        using var device = new DeviceOptimizer<float>(
            kernels, optimizer, optimizer.CreateState<float>(weights.Length));
        for (int step = 0; step < 50; step++)
        {
            int[] first = Numbers.Integers(6, (ulong)step, Vocabulary);
            int[] second = Numbers.Integers(6, (ulong)step + 1000, Vocabulary);
            float[] given = Numbers.Of<float>(weights.Length, (ulong)step + 10);
            int[] rows = [.. first.Concat(second).Distinct().Order()];
            optimizer.BeginStep(state);
            optimizer.UpdateRows<float>(weights, given, state, new RowRange(4, Vocabulary, Columns), rows);
            optimizer.UpdateRange<float>(weights, given, state, 0, 4);

            uploads.Begin();
            tables.Sort(0, first, 3, [3, 3]);
            tables.Sort(1, second, 3, [3, 3]);
            tables.Touch(adds: false);
            tables.Tables[0].UploadRows();
            uploads.End();
            gradients.Write(given);
            device.BeginStep([]);
            device.UpdateRows(parameters.View, gradients.View, verdict, tables.Tables[0]);
            device.Update(parameters.View, gradients.View, verdict, 0, 4);
        }

        Numbers.AssertClose<float>(weights, parameters.Read(), 1e-6);
        device.Download();
        Numbers.AssertClose<float>(state.Buffers, device.State.Buffers, 1e-6);
    }

    // One table behind a vector of 4, which two inputs read; the first one's token 2 is padding.
    private static ModelInfo Info(int vocabulary) => TestModel.Of(
        [new("v", 0, 4, 0, []), new("table", 4, vocabulary, Columns, [])],
        [new("a", 0, PerStep: true, 0, vocabulary), new("b", 0, PerStep: true, 0, vocabulary)],
        [new(1, 0), new(1, 1)]);

    private static WeightLayout Layout() => new()
    {
        Panels = [],
        Vectors = [],
        Gradients = [],
        VectorGradients = [],
        PaddingTokens = [Padding, -1],
    };
}
