using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Usage.Tests;

/// <summary>An output layer whose weights are an embedding's table.</summary>
public sealed partial class TiedTests
{
    private const int Rows = 5;
    private const int Steps = 4;
    private const int Words = 40;

    private static readonly int[] s_lengths = [4, 1, 3, 0, 2];

    [Fact]
    public void Tied_Model_HasOneTensor()
    {
        var model = new Tied(1);
        Assert.Equal(
            ["embedding.weight", "gru.weight_ih_l0", "gru.weight_hh_l0", "gru.bias_ih_l0", "gru.bias_hh_l0",
                "dense.weight", "dense.bias", "dense2.bias"],
            model.Info.Parameters.Select(static parameter => parameter.Name).Order(Comparer<string>.Create(
                (a, b) => IndexOf(model, a) - IndexOf(model, b))));
        Assert.Equal(model.Parameters.Length, model.Info.Layers.Sum(static layer => layer.ParameterCount));
    }

    [Fact]
    public void Tied_Stack_HasTheGradientOfBothUses() => CheckGradients(new Tied(2));

    [Fact]
    public void Tied_Graph_HasTheGradientOfBothUses() => CheckGradients(new TiedGraph(2));

    [Fact]
    public void Tied_Weights_GiveWhatTwoCopiesGive()
    {
        var tied = new Tied(3);
        var apart = new Apart(3);
        foreach (Program.ParameterInfo info in tied.Info.Parameters)
            tied.Parameters[info.Name].CopyTo(apart.Parameters[info.Name]);
        tied.Parameters["embedding.weight"].CopyTo(apart.Parameters["dense2.weight"]);
        apart.Parameters.Commit();
        using Pass<double> one = tied.CreatePass(), two = apart.CreatePass();
        one.Forward(Batch());
        two.Forward(Batch());
        Assert.Equal(two.Outputs.ToArray(), one.Outputs.ToArray());
        Assert.Equal(two.Loss(), one.Loss());
        one.Backward();
        two.Backward();
        double[] table = two.GradientOf("embedding.weight").ToArray();
        double[] output = two.GradientOf("dense2.weight").ToArray(), sum = one.GradientOf("embedding.weight").ToArray();
        for (int i = 0; i < sum.Length; i++)
            Assert.Equal(table[i] + output[i], sum[i], 1e-14);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Tied_Training_IsThatOfOneTensor(int threads)
    {
        // Adam moves rows of words that the batch has none of, as the output has a gradient for each
        var model = new Tied(4) { MaxThreads = threads };
        double[] before = model.Parameters["embedding.weight"].ToArray();
        using var step = new TrainingStep<double>(model, new LazyAdam(1e-2));
        double first = step.Run(Batch()), last = first;
        double[] once = model.Parameters["embedding.weight"].ToArray();
        Assert.All(before.Zip(once), static pair => Assert.NotEqual(pair.First, pair.Second));
        for (int i = 0; i < 100; i++)
            last = step.Run(Batch());
        Assert.True(last < first / 2, $"{first} became {last}");

        // what predicts packs and folds what was trained
        using var other = new TiedFile();
        model.Save(other.Path);
        var loaded = new Tied(9);
        loaded.Load(other.Path);
        using Pass<double> one = model.CreatePass(), two = loaded.CreatePass();
        step.Dispose();
        one.Forward(Batch(), training: false);
        two.Forward(Batch(), training: false);
        Assert.Equal(two.Outputs.ToArray(), one.Outputs.ToArray());
    }

    private static int IndexOf(Model<double> model, string name)
        => model.Info.Parameters.TakeWhile(parameter => parameter.Name != name).Count();

    private static void CheckGradients(Model<double> model)
    {
        using Pass<double> pass = model.CreatePass();
        pass.Forward(Batch());
        _ = pass.Loss();
        pass.Backward();
        double[] gradients = pass.Gradients.ToArray();
        for (int i = 0; i < gradients.Length; i += 2)
        {
            double numeric = (At(i, 1e-5) - At(i, -1e-5)) / 2e-5;
            Assert.Equal(numeric, gradients[i], 1e-7);
        }

        double At(int i, double step)
        {
            double old = model.Parameters.Flat[i];
            model.Parameters.Flat[i] = old + step;
            model.Parameters.Commit();
            pass.Forward(Batch());
            double loss = pass.Loss();
            model.Parameters.Flat[i] = old;
            model.Parameters.Commit();
            return loss;
        }
    }

    private static Batch<double> Batch()
    {
        var random = new Random(1);
        int[] Tokens() => [.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(Words / 2))];
        return Batch<double>.FromTokens(Tokens(), Rows, Steps, s_lengths) with { Classes = Tokens() };
    }

    private sealed class TiedFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }

    [RnnModel(Precision = Precision.Double)]
    [Embedding(Words, 6)]
    [Gru(9)]
    [Dense(6)]
    [Dense(Words, TiedTo = "embedding")]
    [CrossEntropy]
    private sealed partial class Tied;

    [RnnModel(Precision = Precision.Double)]
    [Embedding(Words, 6)]
    [Gru(9)]
    [Dense(6)]
    [Dense(Words)]
    [CrossEntropy]
    private sealed partial class Apart;

    [RnnModel(Precision = Precision.Double)]
    private sealed partial class TiedGraph
    {
        [Dense(Words, Bias = false, TiedTo = nameof(Embed))] private static partial Seq Emit(Seq h);
        [Embedding(Words, 6, Name = "words")] private static partial Seq Embed(Tokens words);
        [Gru(3, Bidirectional = true)] private static partial Recurrence Encode(Seq x);

        [Forward, CrossEntropy]
        private static Seq Scores(Tokens words)
        {
            var x = Embed(words);
            return Emit(Encode(x).Outputs) + 0.5 * Emit(Tanh(x));
        }
    }
}
