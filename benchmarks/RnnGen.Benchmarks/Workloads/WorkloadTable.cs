namespace RnnGen.Benchmarks.Workloads;

/// <summary>The workloads, one row each.</summary>
internal static class WorkloadTable
{
    private const int Words = 10_000;

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("S1", "LSTM 8 to 32, T 20, B 1", static () => new TinyLstm(seed: 1),
            Features(1, 20, 8), Products(20, (4, 8, 32))),
        new("S1t", "LSTM 8 to 32, T 20, B 1, one output", static () => new TinyRegressor(seed: 1),
            Regression(1, 20, 8, 1), Products(20, (4, 8, 32))),
        new("S2", "GRU 1 to 64, T 15, B 32, one output", static () => new GruRegressor(seed: 1),
            Regression(32, 15, 1, 1), Products(32 * 15, (3, 1, 64))),
        new("S3", "LSTM 10 to 128 x 2, T 100, B 32, one output", static () => new StackedRegressor(seed: 1),
            Regression(32, 100, 10, 1), Products(32 * 100, (4, 10, 128), (4, 128, 128))),
        new("S4", "embedding 10,000 x 100, BiLSTM 256 x 2, T 200, B 64", static () => new SentimentClassifier(seed: 1),
            Labels(64, 200, 2, perStep: false),
            Products(64 * 200, (4, 100, 256), (4, 100, 256), (4, 512, 256), (4, 512, 256))),
        new("S5", "embedding 10,000 x 100, BiLSTM 128, 17 classes a step, T 50, B 32", static () => new Tagger(seed: 1),
            Labels(32, 50, 17, perStep: true), Products(32 * 50, (4, 100, 128), (4, 100, 128))),
        new("S7", "LSTM 100 to 256 x 3, T 50, B 32, ten outputs", static () => new DeepRegressor(seed: 1),
            Regression(32, 50, 100, 10), Products(32 * 50, (4, 100, 256), (4, 256, 256), (4, 256, 256))),
        new("S8", "LSTM 512 to 512, T 25, B 1", static () => new WideLstm(seed: 1),
            Features(1, 25, 512), Products(25, (4, 512, 512))),
        new("S9", "LSTM 1024 to 1024, T 25, B 1", static () => new WidestLstm(seed: 1),
            Features(1, 25, 1024), Products(25, (4, 1024, 1024))),
        new("S10", "LSTM 1024 to 1024, T 25, B 32", static () => new WidestLstm(seed: 1),
            Features(32, 25, 1024), Products(32 * 25, (4, 1024, 1024))),
    ];

    private static Batch<float> Features(int rows, int steps, int features)
        => Batch<float>.FromFeatures(Numbers.Uniform(rows * steps * features), rows, steps);

    private static Batch<float> Regression(int rows, int steps, int features, int outputs)
        => Features(rows, steps, features) with { Targets = new float[rows * outputs] };

    private static Batch<float> Labels(int rows, int steps, int classes, bool perStep)
    {
        int[] tokens = Numbers.Integers(rows * steps, Words, seed: 1);
        int[] labels = Numbers.Integers(perStep ? rows * steps : rows, classes, seed: 2);
        return Batch<float>.FromTokens(tokens, rows, steps) with { Classes = labels };
    }

    // Gates x units x (inputs + units) multiply-adds for each row and step.
    private static double Products(int rowsAndSteps, params (int Gates, int Inputs, int Units)[] layers)
        => 2.0 * rowsAndSteps * layers.Sum(static l => (double)l.Gates * l.Units * (l.Inputs + l.Units));
}
