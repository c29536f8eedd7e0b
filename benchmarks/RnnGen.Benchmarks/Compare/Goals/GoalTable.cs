using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Goals;

/// <summary>The goals that performance is judged by, one row a condition.</summary>
internal sealed class GoalTable(ResultSet results, Roofline roofline)
{
    private const string Torch = "PyTorch";
    private const string OneDnn = "oneDNN";
    private const string Ort = "ONNX Runtime";

    /// <summary>All conditions with what was measured.</summary>
    public IReadOnlyList<Goal> Rows() =>
    [
        Ratio("1", "S1 streaming step against RTNeural's best build", "S1", Kind.Stream, "RTNeural", 1.5, 2),
        Ratio("2", "S1 training step against PyTorch", "S1t", Kind.Training, Torch, 100, 300),
        Ratio("3", "S2 training step against PyTorch", "S2", Kind.Training, Torch, 8, 15),
        Ratio("3", "S2 training step against oneDNN's forward and backward", "S2", Kind.Training, OneDnn, 1.2, 2),
        Ratio("4", "S3 training step against PyTorch", "S3", Kind.Training, Torch, 4, 7),
        Ratio("4", "S3 training step against oneDNN's forward and backward", "S3", Kind.Training, OneDnn, 1, 1.6),
        Ratio("5", "S4 training step against PyTorch", "S4", Kind.Training, Torch, 2.2, 3),
        Ratio("5", "S4 training step against oneDNN's forward and backward", "S4", Kind.Training, OneDnn, 1, 1.3),
        Ratio("6", "S5 training step against PyTorch", "S5", Kind.Training, Torch, 4, 6.5),
        Ratio("6", "S5 training step against oneDNN's forward and backward", "S5", Kind.Training, OneDnn, 1, 1.4),
        Ratio("6b", "S6 training step against PyTorch, 128 units", "S6", Kind.Training, Torch, 4, 6.5),
        Ratio("6b", "S6 training step against PyTorch, 256 units", "S6w", Kind.Training, Torch, 3, 4.6),
        Ratio("7", "S7 training step against PyTorch", "S7", Kind.Training, Torch, 2.7, 3.6),
        Ratio("8", "S3 forward against ONNX Runtime", "S3", Kind.Forward, Ort, 1.2, 1.7),
        Ratio("8", "S4 forward against ONNX Runtime", "S4", Kind.Forward, Ort, 1.2, 1.45),
        Ratio("8", "S5 forward against ONNX Runtime", "S5", Kind.Forward, Ort, 1.2, 1.6),
        Ratio("8", "S3 forward against oneDNN", "S3", Kind.Forward, OneDnn, 1, 1.5),
        Ratio("8", "S4 forward against oneDNN", "S4", Kind.Forward, OneDnn, 1, 1.15),
        Ratio("8", "S5 forward against oneDNN", "S5", Kind.Forward, OneDnn, 1, 1.4),
        Ratio("9", "S9 forward against ONNX Runtime, float32", "S9", Kind.Forward, Ort, 1, 1.15),
        new("10", "slowest product of S3, S4, S7, one core, of the FMA peak", 90, 95, Products(Cpu.Tier), Unit: "%"),
        .. ((string[])["S3", "S4", "S5", "S7"]).Select(Training),
        new("12", "the same products on AVX2, of its FMA peak", 80, 90, Products(InstructionTier.Avx2), Unit: "%"),
        new("12", "S3 training step on AVX2, one core, of its FMA peak", 80, 90, Training(InstructionTier.Avx2),
            Unit: "%"),
        new("12", "the same products on the scalar fallback, of its peak", 80, 90, Products(InstructionTier.Scalar),
            Unit: "%"),
        new("12", "S3 training step on the scalar fallback, one core, of its peak", 80, 90,
            Training(InstructionTier.Scalar), Unit: "%"),
        new("15", "bytes a run allocates once it has run", 0, 0, Allocated(), Unit: "B", LessIsBetter: true),
        .. results.FirstSteps.Select(FirstStep),
    ];

    private Goal Ratio(
        string row, string what, string workload, Kind kind, string system, double solid, double moon)
    {
        Summary? own = results.Best(workload, kind, Measurement.Own);
        Summary? theirs = results.Best(workload, kind, system);
        return own == null || theirs == null
            ? new Goal(row, what, solid, moon, null)
            : new Goal(row, what, solid, moon, theirs.Best / own.Best, theirs.Median / own.Median);
    }

    private Goal Training(string workload)
    {
        const double Solid = 60, Moon = 75;
        string what = $"{workload} training step, of the FMA peak";
        if (results.Best(workload, Kind.Training, Measurement.Own) is not { } own
            || roofline.Peak(Cpu.Tier.ToString(), own.Threads) is not { } peak)
            return new Goal("10", what, Solid, Moon, null, Unit: "%");

        double flops = Workloads.WorkloadTable.Find(workload).TrainingFlops * 1e-9;
        return new Goal(
            "10", what, Solid, Moon, 100 * flops / own.Best / peak, 100 * flops / own.Median / peak, "%");
    }

    private double? Products(InstructionTier tier) => OfPeak(tier, TierKind.Product);

    private double? Training(InstructionTier tier) => OfPeak(tier, TierKind.Training);

    /// <summary>The slowest of a kind on a tier, of the peak of one core.</summary>
    private double? OfPeak(InstructionTier tier, TierKind kind)
    {
        double[] found =
            [.. results.Tiers.Where(t => t.Tier == tier.ToString() && t.Kind == kind).Select(static t => t.Value)];
        return found.Length == 0 ? null : 100 * found.Min() / roofline.Peak(tier.ToString(), 1);
    }

    private double? Allocated() => results.Allocated.Count == 0 ? null : results.Allocated.Values.Max();

    private static Goal FirstStep(FirstStepResult result) => new(
        "15",
        $"first {result.What} of a fresh {result.Program}, from entering Main",
        300,
        50,
        result.BestFromMain,
        result.MedianFromMain,
        "ms",
        LessIsBetter: true);
}
