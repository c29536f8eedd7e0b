using System.Globalization;
using System.Text.Json;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>
/// Products, a cell's maths and a training step on this process's tier and, each in a process of its own, on AVX2 and
/// on the scalar fallback.
/// </summary>
internal static class TierRun
{
    // Rows, columns and units of the recurrent products of S3 and S5, S7, and S4.
    private static readonly (int Rows, int K, int Units)[] s_products =
        [(32, 128, 128), (32, 256, 256), (64, 256, 256)];

    // What the runtime is told, so that the tier is the widest there is.
    private static readonly (InstructionTier Tier, string[] Off)[] s_narrower =
    [
        (InstructionTier.Avx2, ["DOTNET_EnableAVX512", "DOTNET_EnableAVX512F"]),
        (InstructionTier.Scalar, ["DOTNET_EnableHWIntrinsic"]),
    ];

    /// <summary>Measures every tier; of several measurements the best is kept.</summary>
    public static void Run(double seconds, ResultSet results)
    {
        foreach (TierResult result in Here(seconds))
            results.Take(result);
        string program = Environment.ProcessPath!;
        string[] arguments = ["tier", seconds.ToString(CultureInfo.InvariantCulture)];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments = [typeof(TierRun).Assembly.Location, .. arguments];
        foreach (string[] off in s_narrower.Where(static row => row.Tier < Cpu.Tier).Select(static row => row.Off))
        {
            string output = Command.Run(program, arguments, off.ToDictionary(static name => name, static _ => "0"));
            foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                results.Take(JsonSerializer.Deserialize<TierResult>(line)!);
        }
    }

    /// <summary>Measures this process's tier and prints a line each.</summary>
    public static void Print(double seconds)
    {
        foreach (TierResult result in Here(seconds))
            Console.WriteLine(JsonSerializer.Serialize(result));
    }

    private static IEnumerable<TierResult> Here(double seconds)
    {
        string tier = Cpu.Tier.ToString();
        foreach ((int rows, int k, int units) in s_products)
        {
            using var product = new ProductCase(rows, k, units);
            double speed = product.Flops / Best(product.Run, seconds, batch: 4) * 1e-9;
            yield return new TierResult(tier, $"{rows} x {k} x {4 * units}", speed, TierKind.Product);
        }

        foreach (bool training in (bool[])[false, true])
        {
            using var cell = new PointwiseCase(Cpu.Tier, training);
            double time = Best(cell.Run, seconds, batch: 20, _ => cell.Reset()) / PointwiseCase.Sixteens * 1e9;
            string form = training ? "LSTM cell, gates saved" : "LSTM cell, evaluation";
            yield return new TierResult(tier, form, time, TierKind.Pointwise);
        }

        Workload workload = WorkloadTable.Find("S3");
        Model<float> model = workload.Create();
        model.MaxThreads = 1;
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
        double best = Best(() => step.Run(workload.Batch), seconds);
        yield return new TierResult(tier, "S3 training", workload.TrainingFlops / best * 1e-9, TierKind.Training);
    }

    private static double Best(Action run, double seconds, int batch = 1, Action<int>? before = null)
    {
        Timing.Of(run, Math.Min(0.5, seconds));
        return Timing.Of(run, seconds, batch, before).Best;
    }
}
