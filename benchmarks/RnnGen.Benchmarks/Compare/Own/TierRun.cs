using System.Text.Json;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>Speed of products and a training step, on this process's tier and, in another process, on AVX2.</summary>
internal static class TierRun
{
    // Rows, columns and units of the recurrent products of S3 and S5, S7, and S4.
    private static readonly (int Rows, int K, int Units)[] s_products =
        [(32, 128, 128), (32, 256, 256), (64, 256, 256)];

    /// <summary>Measures both tiers.</summary>
    public static void Run(double seconds, ResultSet results)
    {
        results.Tiers.AddRange(Here(seconds));
        if (Cpu.Tier != InstructionTier.Avx512)
            return;

        string program = Environment.ProcessPath!;
        var narrower = new Dictionary<string, string> { ["DOTNET_EnableAVX512"] = "0", ["DOTNET_EnableAVX512F"] = "0" };
        string[] arguments = ["tier", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments = [typeof(TierRun).Assembly.Location, .. arguments];
        string output = Command.Run(program, arguments, narrower);
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            results.Tiers.Add(JsonSerializer.Deserialize<TierResult>(line)!);
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
            double speed = Speed(product.Run, product.Flops, seconds, batch: 20);
            yield return new TierResult(tier, $"{rows} x {k} x {4 * units}", speed, IsProduct: true);
        }

        Workload workload = WorkloadTable.Find("S3");
        Model<float> model = workload.Create();
        model.MaxThreads = 1;
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 };
        double training = Speed(() => step.Run(workload.Batch), workload.TrainingFlops, seconds);
        yield return new TierResult(tier, "S3 training", training, IsProduct: false);
    }

    private static double Speed(Action run, double flops, double seconds, int batch = 1)
    {
        Timing.Of(run, Math.Min(0.5, seconds));
        return flops / Timing.Of(run, seconds, batch).Best * 1e-9;
    }
}
