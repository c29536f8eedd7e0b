using RnnGen.Execution;
using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>An embedding folded into the layer that reads it: nobody can tell by the results.</summary>
[Collection(nameof(Teams))]
public sealed unsafe class FoldingTests
{
    private const int Rows = 37;
    private const int Steps = 9;
    private const string Tokens = "[Input]\n[Embedding(150, 19, PaddingIndex = 0)]\n";

    private const string Trained = "lstm";

    private const string Cells =
        """
        [Cell]
        public sealed partial class Highway
        {
            public static Vec Step(Vec x, Vec h)
            {
                var f = Sigmoid(Affine(x, h));
                var n = Tanh(Affine(x, f * h));
                return f * n + (1 - f) * x;
            }
        }

        [Cell]
        public sealed partial class Twice
        {
            public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, Concat(h, x), name: "n")) * Sigmoid(Affine(x, h, x));
        }

        [Cell]
        public sealed partial class TwoSizes
        {
            public static Vec Step(Vec x, Vec h)
            {
                var q = Tanh(Affine(x, units: 2));
                return Tanh(Affine(x, h) + Linear(q, name: "weight_q"));
            }
        }
        """;

    private static readonly Dictionary<string, string> s_layers = new()
    {
        ["lstm"] = "[Lstm(33)]\n[Dense(5)]",
        ["two biases"] = "[Lstm(33, Biases = 2)]\n[Dense(5)]",
        ["peephole"] = "[Lstm(33, Peephole = true, CoupledGates = true)]\n[Dense(5)]",
        ["reset after"] = "[Gru(21)]\n[Dense(5)]",
        ["reset before"] = "[Gru(21, Variant = GruVariant.ResetBefore)]\n[Dense(5)]",
        ["without bias"] = "[SimpleRnn(40, Biases = 0)]\n[Dense(5)]",
        ["normalised"] = "[Recurrent<LayerNormLstmCell>(18)]\n[Dense(5)]",
        ["input outside products"] = "[Recurrent<Highway>(19)]\n[Dense(5)]",
        ["operand twice"] = "[Recurrent<Twice>(23)]\n[Dense(5)]",
        ["two sizes"] = "[Recurrent<TwoSizes>(12)]\n[Dense(5)]",
        ["bidirectional"] = "[Lstm(33, Bidirectional = true)]\n[LastStep]\n[Dense(5)]",
        ["backwards"] = "[Gru(21, GoBackwards = true)]\n[Dense(5)]",
        ["two layers"] = "[Lstm(33, Layers = 2, Dropout = 0.3, InputDropout = 0.2)]\n[Dense(5)]",
        ["residual"] = "[Lstm(19, Residual = true)]\n[Dense(5)]",
        ["unrolled"] = "[Gru(21, Unroll = 3)]\n[Dense(5)]",
    };

    private static readonly string[] s_precise = ["lstm", "reset after", "two sizes"];

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(() => DeclarationCompiler.Compile(
        s_layers.Keys.Select(name => (Name: name, Precision: Precision.Single))
            .Concat(s_precise.Select(name => (Name: name, Precision: Precision.Double)))
            .SelectMany(model => new[] { true, false }.Select(folds => Declare(model.Name, model.Precision, folds)))));

    /// <summary>Names of the layers.</summary>
    public static TheoryData<string> Layers => [.. s_layers.Keys];

    /// <summary>Names of the layers that can stream.</summary>
    public static TheoryData<string> Streaming
        => [.. s_layers.Keys.Except(["bidirectional", "backwards"])];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Evaluation_Folded_HasTheBitsOfThePlainOneAndOfTraining(string name)
    {
        (Model<float> folded, Model<float> plain) = Create<float>(name, Precision.Single);
        SameBits(folded, plain);
        if (!s_precise.Contains(name))
            return;
        (Model<double> precise, Model<double> precisePlain) = Create<double>(name, Precision.Double);
        SameBits(precise, precisePlain);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Evaluation_ByATeam_HasTheBitsOfOneThread(string name)
    {
        (Model<float> folded, Model<float> plain) = Create<float>(name, Precision.Single);
        folded.MaxThreads = 3;
        folded.TeamRule = Teams.Always;
        int[] rows = [1, 2, 3, 4, 5, 6];
        Assert.Equal(
            rows.Select(count => Predict(plain, count)),
            Teams.AssertMade<float[][]>(() => [.. rows.Select(count => Predict(folded, count))]));
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void Stream_Folded_HasTheBitsOfTheWholeSequence(string name)
    {
        (Model<float> folded, Model<float> plain) = Create<float>(name, Precision.Single);
        int[] tokens = Draw(folded.Info).Tokens!;
        var whole = new float[tokens.Length * folded.Info.Outputs];
        plain.Predict(tokens, whole);
        Assert.Equal(whole, Stream(folded, tokens));
        Assert.Equal(whole, Stream(plain, tokens));
    }

    [Fact]
    public void TrainingSteps_LeaveTheTableBehind_AndNoBitChanges()
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        using ModelStream<float> stream = model.CreateStream();
        int[] tokens = Draw(model.Info).Tokens!;
        var step = new TrainingStep<float>(model, new Adam(1e-2));
        for (int i = 0; i < 4; i++)
        {
            step.Run(Batch(model.Info));
            Assert.True(model.Parameters.Folded == null);
            SameAsFresh(model, stream, tokens);
        }

        model.Parameters.Commit();
        Assert.True(model.Parameters.Folded != null);
        SameAsFresh(model, stream, tokens);
        step.Run(Batch(model.Info));
        SameAsFresh(model, stream, tokens);
        step.Dispose();
        Assert.True(model.Parameters.Folded != null);
        SameAsFresh(model, stream, tokens);
    }

    [Fact]
    public void Fit_Ends_WithTheTableUpToDate()
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        using ModelStream<float> stream = model.CreateStream();
        int[] tokens = Draw(model.Info).Tokens!;
        using var trainer = new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 2 };
        Sample<float>[] samples =
        [
            .. Enumerable.Range(0, 6).Select(i
                => Sample<float>.FromTokens(new[] { 1, 2, i }) with { Classes = new[] { 0, 1, i % 5 } }),
        ];
        trainer.Fit(samples, samples, epochs: 2);
        Assert.True(model.Parameters.Folded != null);
        SameAsFresh(model, stream, tokens);
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public void Evaluation_OfFewerTokensThanTheVocabulary_MakesNoTable(int samples, bool folds)
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        using var step = new TrainingStep<float>(model, new Adam(1e-2));
        step.Run(Batch(model.Info));
        Sample<float> sample = Sample<float>.FromTokens(new[] { 1, 2, 3 }) with { Classes = new[] { 0, 1, 2 } };
        Sample<float>[] data = [.. Enumerable.Repeat(sample, samples)];
        model.Evaluate(data);
        Assert.Equal(folds, model.Parameters.Folded != null);
        model.Evaluate(Dataset.Stream(data));
        Assert.True(model.Parameters.Folded != null);
    }

    [Fact]
    public void Load_IntoAnotherModel_GivesItsBits()
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        Declaration declaration = Declare(Trained, Precision.Single, folds: true);
        Model<float> other = s_compiled.Value.Create<float>(declaration);
        model.Parameters.Flat[5] = 0.75f;
        model.Parameters.Commit();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            model.Save(path);
            other.Load(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.True(other.Parameters.Folded != null);
        Assert.Equal(Predict(model, Rows), Predict(other, Rows));
    }

    [Fact]
    public void Predictions_WhileTheTableIsMade_HaveTheSameBits()
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        for (int round = 0; round < 20; round++)
        {
            var step = new TrainingStep<float>(model, new Adam(1e-2));
            step.Run(Batch(model.Info));
            float[] expected = Predict(model, 5);
            Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            {
                if (i == 1)
                    step.Dispose();
                for (int k = 0; k < 20; k++)
                    Assert.Equal(expected, Predict(model, 5));
            });
        }
    }

    [Fact]
    public void Table_ForgottenWhileItIsMade_StaysAbsent()
    {
        (Model<float> model, _) = Create<float>(Trained, Precision.Single);
        var program = new FoldingProgram(model.Program);
        var tables = new FoldedTables<float>(program, model.Parameters);
        program.Folding = tables.Forget;
        tables.Rebuild(maxThreads: 1);
        Assert.True(tables.Current == null);
        program.Folding = static () => { };
        tables.Rebuild(maxThreads: 1);
        Assert.True(tables.Current != null);
    }

    private static void SameBits<T>(Model<T> folded, Model<T> plain)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Assert.True(folded.Parameters.Folded != null);
        Assert.True(plain.Parameters.Folded == null);
        var backend = new CpuBackend();
        StackCase drawn = Draw(folded.Info);
        StackResult expected = backend.Evaluate(plain, drawn, gradients: false);
        Results.SameBits(expected, backend.Evaluate(folded, drawn, gradients: false));
        if (folded.Info.DropoutSites.Count == 0)
            Results.SameBits(expected, backend.Evaluate(folded, drawn, gradients: true) with { Gradients = null });
    }

    /// <summary>A model just made with the same parameters computes the same.</summary>
    private static void SameAsFresh(Model<float> model, ModelStream<float> stream, int[] tokens)
    {
        foreach (bool folds in new[] { true, false })
        {
            Model<float> fresh = s_compiled.Value.Create<float>(Declare(Trained, Precision.Single, folds));
            model.Parameters.Flat.CopyTo(fresh.Parameters.Flat);
            fresh.Parameters.Commit();
            Assert.Equal(Predict(fresh, Rows), Predict(model, Rows));
            stream.Reset();
            Assert.Equal(Stream(fresh, tokens), Stream(stream, tokens));
        }
    }

    private static float[] Predict(Model<float> model, int rows)
    {
        StackCase drawn = Draw(model.Info);
        ReadOnlyMemory<int> tokens = drawn.Tokens.AsMemory(0, rows * Steps);
        Batch<float> batch = Batch<float>.FromTokens(tokens, rows, Steps, drawn.Lengths![..rows]);
        return model.Forward(batch).Values.ToArray();
    }

    private static float[] Stream(Model<float> model, int[] tokens)
    {
        using ModelStream<float> stream = model.CreateStream();
        return Stream(stream, tokens);
    }

    private static float[] Stream(ModelStream<float> stream, int[] tokens)
    {
        var outputs = new List<float>();
        foreach (int token in tokens)
            outputs.AddRange(stream.Step(token).ToArray());
        return [.. outputs];
    }

    private static StackCase Draw(ModelInfo info)
        => RandomCase.Draw(
            info, "folding", Rows, Steps, [.. Enumerable.Range(0, Rows).Select(row => row * 7 % (Steps + 1))], seed: 4);

    private static Batch<float> Batch(ModelInfo info)
    {
        StackCase drawn = Draw(info);
        int outputs = info.OutputPerStep ? Rows * Steps : Rows;
        return CpuBackend.CreateBatch<float>(
            info, drawn with { Classes = [.. Enumerable.Range(0, outputs).Select(i => i % 5)] });
    }

    private static (Model<T> Folded, Model<T> Plain) Create<T>(string name, Precision precision)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Model<T> folded = s_compiled.Value.Create<T>(Declare(name, precision, folds: true));
        Model<T> plain = s_compiled.Value.Create<T>(Declare(name, precision, folds: false));
        folded.Parameters.Flat.CopyTo(plain.Parameters.Flat);
        plain.Parameters.Commit();
        return (folded, plain);
    }

    private static Declaration Declare(string name, Precision precision, bool folds)
        => new($"{Tokens}{s_layers[name]}\n[CrossEntropy]", precision, Cells)
        {
            Options = folds ? "" : "FoldBudget = 0",
        };
}
