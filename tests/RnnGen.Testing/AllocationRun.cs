using System.Numerics;

namespace RnnGen.Testing;

/// <summary>Counts what the process allocates over many steps of mixed lengths.</summary>
public static class AllocationRun
{
    private const int Steps = 1000;
    private const int Rounds = 6;
    private const int MostRows = 48;
    private const int MostSteps = 24;

    /// <summary>Bytes by what was done 1,000 times; anything above 0 is a fault of ours.</summary>
    public static Dictionary<string, long> Measure()
    {
        var single = new Declaration(
            "[Input(5)]\n[Lstm(19, Layers = 2, Dropout = 0.2)]\n[LastStep]\n[Dense(3)]\n[CrossEntropy]",
            Precision.Single);
        var tagger = new Declaration(
            "[Input(5)]\n[Gru(17, Bidirectional = true)]\n[Dense(2)]\n[MeanSquaredError]", Precision.Double);
        var causal = new Declaration("[Input(5)]\n[Gru(21)]\n[Dense(2)]\n[MeanSquaredError]", Precision.Single);
        var words = new Declaration(
            "[Input]\n[Embedding(40, 9)]\n[Lstm(17)]\n[Dense(2)]\n[MeanSquaredError]", Precision.Single);
        CompiledDeclarations compiled = DeclarationCompiler.Compile([single, tagger, causal, words]);
        var bytes = new Dictionary<string, long>();
        Model<float> classifier = compiled.Create<float>(single);
        Model<double> regressor = compiled.Create<double>(tagger);
        Model<float> streaming = compiled.Create<float>(causal);
        bytes["train classifier"] = Train(classifier, new Adam(1e-3));
        bytes["train tagger"] = Train(regressor, new Sgd(1e-2) { Momentum = 0.9 });
        bytes["predict classifier"] = Predict(classifier);
        bytes["predict tagger"] = Predict(regressor);
        bytes["stream"] = Stream(streaming);
        bytes["train and predict words"] = TrainAndPredict(compiled.Create<float>(words));
        return bytes;
    }

    private static long Train<T>(Model<T> model, Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Batch<T>[] batches = Batches(model);
        using var step = new TrainingStep<T>(model, optimizer) { ClipNorm = 1 };
        step.Reserve(MostRows, MostSteps);
        return Count(i => step.Run(batches[i % batches.Length]));
    }

    /// <summary>Folded embeddings go out of date and are made again.</summary>
    private static long TrainAndPredict<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Batch<T>[] batches = Batches(model);
        var outputs = new T[MostRows * MostSteps * model.Info.Outputs];
        using var step = new TrainingStep<T>(model, new Adam(1e-3));
        step.Reserve(MostRows, MostSteps);
        return Count(i =>
        {
            Batch<T> batch = batches[i % batches.Length];
            step.Run(batch);
            if (i % 3 == 0)
                model.Parameters.Commit();
            model.Predict(batch, outputs.AsSpan(0, batch.Rows * batch.Steps * model.Info.Outputs));
        });
    }

    private static long Predict<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Batch<T>[] batches = Batches(model);
        T[][] outputs = Array.ConvertAll(
            batches, batch => new T[batch.Rows * (model.Info.OutputPerStep ? batch.Steps : 1) * model.Info.Outputs]);
        return Count(i => model.Predict(batches[i % batches.Length], outputs[i % batches.Length]));
    }

    private static long Stream<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ModelStream<T> stream = model.CreateStream();
        var x = new T[model.Info.Features];
        return Count(_ => stream.Step(x));
    }

    /// <summary>
    /// The least bytes of some rounds of 1,000 calls after the first. What the runtime allocates for itself comes now
    /// and then; code that allocates does so in every round.
    /// </summary>
    private static long Count(Action<int> run)
    {
        long least = long.MaxValue;
        for (int round = 0; round <= Rounds && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Steps; i++)
                run(i);
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            if (round > 0)
                least = Math.Min(least, bytes);
        }

        return least;
    }

    /// <summary>Batches of mixed sizes and lengths, the largest first.</summary>
    private static Batch<T>[] Batches<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(5);
        (int Rows, int Steps)[] sizes = [(MostRows, MostSteps), (1, 1), (7, 20), (33, 3), (16, 16), (2, 24), (48, 1)];
        return Array.ConvertAll(sizes, size =>
        {
            int[] lengths = [.. Enumerable.Range(0, size.Rows).Select(_ => random.Next(size.Steps + 1))];
            StackCase drawn = RandomCase.Draw(
                model.Info, "allocations", size.Rows, size.Steps, lengths, seed: 3, givenStates: false);
            int vectors = size.Rows * (model.Info.OutputPerStep ? size.Steps : 1);
            bool classes = model.Info.Loss!.Kind == LossKind.CrossEntropy;
            return CpuBackend.CreateBatch<T>(model.Info, drawn with
            {
                Classes = classes ? new int[vectors] : null,
                Targets = classes ? null : new double[vectors * model.Info.Outputs],
            });
        });
    }
}
