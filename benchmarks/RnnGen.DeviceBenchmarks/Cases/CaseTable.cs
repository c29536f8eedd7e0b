using RnnGen.Benchmarks;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.DeviceBenchmarks.Cases;

/// <summary>What is measured on a device, one row a network and batch.</summary>
internal static class CaseTable
{
    /// <summary>The LSTM that a step in one launch must be much faster on than a launch an operation.</summary>
    public const string Narrow = "lstm32-b8";

    /// <summary>What the cell is called that no library has.</summary>
    public const string UserCell = "mgu";

    private const int Features = 64, Outputs = 10;

    private static readonly (string Cell, int Units, Func<Model<float>> Create)[] s_layers =
    [
        ("lstm", 64, static () => new Lstm64(seed: 1)),
        ("lstm", 128, static () => new Lstm128(seed: 1)),
        ("lstm", 256, static () => new Lstm256(seed: 1)),
        ("gru", 64, static () => new Gru64(seed: 1)),
        ("gru", 128, static () => new Gru128(seed: 1)),
        ("gru", 256, static () => new Gru256(seed: 1)),
        (UserCell, 64, static () => new MinimalGate64(seed: 1)),
        (UserCell, 128, static () => new MinimalGate128(seed: 1)),
        (UserCell, 256, static () => new MinimalGate256(seed: 1)),
    ];

    /// <summary>All of them, in order.</summary>
    /// <param name="isSmoke">Whether only to see that each network runs: few rows, few steps.</param>
    public static IReadOnlyList<Workload> All(bool isSmoke) =>
    [
        .. ((string[])["S2", "S3", "S5", "S7"]).Select(static name =>
            WorkloadTable.Find(name) with { CreateLayers = null }),
        Row(Narrow, "lstm", 16, 32, 8, 100, static () => new NarrowLstm(seed: 1)),
        Row("lstm128-b8", "lstm", 16, 128, 8, 100, static () => new MiddleLstm(seed: 1)),
        .. from layer in s_layers
           from rows in isSmoke ? (int[])[16] : [16, 64, 512]
           select Row(
               $"{layer.Cell}{layer.Units}-b{rows}", layer.Cell, Features, layer.Units, rows, isSmoke ? 20 : 100,
               layer.Create),
    ];

    private static Workload Row(
        string name, string cell, int features, int units, int rows, int steps, Func<Model<float>> create) =>
        new(
            name,
            $"{cell.ToUpperInvariant()} {features} to {units}, T {steps}, B {rows}, ten outputs",
            new NetworkShape(cell, features, units, Head: "last", Outputs: Outputs, Loss: "mse"),
            create,
            null,
            Batch<float>.FromFeatures(Numbers.Uniform(rows * steps * features), rows, steps) with
            {
                Targets = Numbers.Uniform(rows * Outputs, seed: 2),
            });
}
