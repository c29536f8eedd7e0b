namespace RnnGen.Benchmarks.Workloads;

/// <summary>The workloads, one row each.</summary>
internal static class WorkloadTable
{
    private const int Words = 10_000;

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("S1", "LSTM 8 to 32, T 20, B 1", new NetworkShape("lstm", 8, 32),
            static () => new TinyLstm(seed: 1), static () => new TinyLstm(seed: 1), Features(1, 20, 8)),
        new("S1t", "LSTM 8 to 32, T 20, B 1, one output",
            new NetworkShape("lstm", 8, 32, Head: "last", Outputs: 1, Loss: "mse"),
            static () => new TinyRegressor(seed: 1), static () => new TinyLstm(seed: 1), Regression(1, 20, 8, 1)),
        new("S2", "GRU 1 to 64, T 15, B 32, one output",
            new NetworkShape("gru", 1, 64, Head: "last", Outputs: 1, Loss: "mse"),
            static () => new GruRegressor(seed: 1), static () => new GruLayer(seed: 1), Regression(32, 15, 1, 1)),
        new("S3", "LSTM 10 to 128 x 2, T 100, B 32, one output",
            new NetworkShape("lstm", 10, 128, Layers: 2, Head: "last", Outputs: 1, Loss: "mse"),
            static () => new StackedRegressor(seed: 1), static () => new StackedLayers(seed: 1),
            Regression(32, 100, 10, 1)),
        new("S4", "embedding 10,000 x 100, BiLSTM 256 x 2, T 200, B 64",
            new NetworkShape("lstm", 100, 256, 2, 2, Words, "mean", 2, "cross_entropy"),
            static () => new SentimentClassifier(seed: 1), static () => new SentimentLayers(seed: 1),
            Labels(64, 200, 2, perStep: false)),
        new("S5", "embedding 10,000 x 100, BiLSTM 128, 17 classes a step, T 50, B 32",
            new NetworkShape("lstm", 100, 128, 1, 2, Words, "each", 17, "cross_entropy"),
            static () => new Tagger(seed: 1), static () => new TaggerLayer(seed: 1), Labels(32, 50, 17, perStep: true)),
        Translation("S6", 128, static () => new SmallTranslator(seed: 1)),
        Translation("S6w", 256, static () => new WideTranslator(seed: 1)),
        new("S7", "LSTM 100 to 256 x 3, T 50, B 32, ten outputs",
            new NetworkShape("lstm", 100, 256, Layers: 3, Head: "last", Outputs: 10, Loss: "mse"),
            static () => new DeepRegressor(seed: 1), static () => new DeepLayers(seed: 1), Regression(32, 50, 100, 10)),
        new("S8", "LSTM 512 to 512, T 25, B 1", new NetworkShape("lstm", 512, 512),
            static () => new WideLstm(seed: 1), static () => new WideLstm(seed: 1), Features(1, 25, 512)),
        new("S9", "LSTM 1024 to 1024, T 25, B 1", new NetworkShape("lstm", 1024, 1024),
            static () => new WidestLstm(seed: 1), static () => new WidestLstm(seed: 1), Features(1, 25, 1024)),
        new("S10", "LSTM 1024 to 1024, T 25, B 32", new NetworkShape("lstm", 1024, 1024),
            static () => new WidestLstm(seed: 1), static () => new WidestLstm(seed: 1), Features(32, 25, 1024)),
    ];

    /// <summary>The workload of that name.</summary>
    public static Workload Find(string name) => All.Single(workload => workload.Name == name);

    /// <summary>The replies are as long as the sources.</summary>
    private static Workload Translation(string name, int units, Func<Model<float>> create)
    {
        const int Rows = 32, Steps = 20, Inputs = 64, Classes = 1000;
        var replies = BatchInput<float>.FromFeatures(Numbers.Uniform(Rows * Steps * Inputs, seed: 3), Steps);
        return new Workload(
            name, $"LSTM 64 to {units} reads, LSTM 64 to {units} replies, T 20 + 20, B 32, 1,000 classes a step",
            new NetworkShape("lstm", Inputs, units, 1, 1, 0, "each", Classes, "cross_entropy", HasDecoder: true),
            create, null,
            Features(Rows, Steps, Inputs) with
            {
                MoreInputs = new Dictionary<string, BatchInput<float>> { [Workload.Reply] = replies },
                Classes = Numbers.Integers(Rows * Steps, Classes, seed: 2),
            });
    }

    private static Batch<float> Features(int rows, int steps, int features)
        => Batch<float>.FromFeatures(Numbers.Uniform(rows * steps * features), rows, steps);

    private static Batch<float> Regression(int rows, int steps, int features, int outputs)
        => Features(rows, steps, features) with { Targets = Numbers.Uniform(rows * outputs, seed: 2) };

    private static Batch<float> Labels(int rows, int steps, int classes, bool perStep)
    {
        int[] tokens = Numbers.Integers(rows * steps, Words, seed: 1);
        int[] labels = Numbers.Integers(perStep ? rows * steps : rows, classes, seed: 2);
        return Batch<float>.FromTokens(tokens, rows, steps) with { Classes = labels };
    }
}
