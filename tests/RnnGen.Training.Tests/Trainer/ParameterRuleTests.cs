namespace RnnGen.Training.Tests;

public sealed class ParameterRuleTests
{
    [Fact]
    public void Freeze_Layer_NeverMoves()
    {
        var model = new Classifier(1);
        float[] before = model.Parameters["embedding.weight"].ToArray();
        using var trainer = new Trainer<float>(model, new Adam(1e-2) { WeightDecay = 0.1 });
        trainer.Freeze("embedding.*");
        trainer.Fit(Samples.Classification(64), epochs: 2);
        Assert.Equal(before, model.Parameters["embedding.weight"].ToArray());

        trainer.Unfreeze("*");
        trainer.Fit(Samples.Classification(64), epochs: 3);
        Assert.NotEqual(before, model.Parameters["embedding.weight"].ToArray());
    }

    [Fact]
    public void Frozen_DeclaredLayer_MovesOnceItIsLifted()
    {
        var model = new FrozenTagger(1);
        Assert.Contains("\nfrozen", model.ToString(), StringComparison.Ordinal);
        float[] before = model.Parameters.Flat.ToArray();
        using var trainer = new Trainer<float>(model, new Adam(1e-2) { WeightDecay = 0.1 });
        trainer.Fit(Samples.Tagging(64), epochs: 2);
        Assert.All(model.Info.Parameters, info => Assert.Equal(
            info.Name.StartsWith("dense.", StringComparison.Ordinal), IsMoved(info)));
        Assert.All(model.Info.Parameters, static info => Assert.NotEqual(
            info.Name.StartsWith("dense.", StringComparison.Ordinal), info.IsFrozen));

        trainer.Unfreeze("gru.*");
        trainer.Fit(Samples.Tagging(64), epochs: 3);
        Assert.All(model.Info.Parameters, info => Assert.Equal(
            !info.Name.StartsWith("embedding.", StringComparison.Ordinal), IsMoved(info)));

        bool IsMoved(Program.ParameterInfo info)
            => !model.Parameters[info.Name].SequenceEqual(before.AsSpan((int)info.Offset, (int)info.Length));
    }

    [Fact]
    public void Freeze_UnknownName_NamesAll()
    {
        using var trainer = new Trainer<float>(new Tagger(1), new Adam());
        var e = Assert.Throws<ArgumentException>(() => trainer.Freeze("encoder.*"));
        Assert.Contains("embedding.weight", e.Message);
        Assert.Contains("'encoder.*'", e.Message);
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0, 0.03)]
    [InlineData(0.02, 0.05)]
    public void Penalize_Weights_AddsTheGradientOfThePenalty(double l1, double l2)
    {
        const double Rate = 0.1;
        double[] start = new Regressor(1).Parameters.Flat.ToArray();
        Regressor plain = Train(static _ => { }), penalised = Train(step => step.Penalize("*.weight*", l1, l2));
        foreach (Program.ParameterInfo info in plain.Info.Parameters)
        {
            bool isWeight = info.Name.Contains(".weight", StringComparison.Ordinal);
            for (long i = info.Offset; i < info.Offset + info.Length; i++)
            {
                double gradient = isWeight ? (l1 * Math.Sign(start[i])) + (2 * l2 * start[i]) : 0;
                double expected = plain.Parameters.Flat[(int)i] - (Rate * gradient);
                Assert.Equal(expected, penalised.Parameters.Flat[(int)i], 1e-12);
            }
        }

        static Regressor Train(Action<TrainingStep<double>> configure)
        {
            var model = new Regressor(1);
            using var step = new TrainingStep<double>(model, new Sgd(Rate));
            configure(step);
            step.Run(Batch<double>.FromFeatures(new double[] { 1, 2, 3, 4 }, 1, 2) with { Targets = new[] { 0.5 } });
            return model;
        }
    }

    [Fact]
    public void Freeze_LazyAdam_LeavesTheTable()
    {
        var model = new Tagger(1);
        float[] before = model.Parameters["embedding.weight"].ToArray();
        using var trainer = new Trainer<float>(model, new LazyAdam(1e-2));
        trainer.Freeze("embedding.weight");
        trainer.Fit(Samples.Tagging(64), epochs: 1);
        Assert.Equal(before, model.Parameters["embedding.weight"].ToArray());
    }

    [Theory]
    [InlineData("lstm.weight_ih_l0", "lstm.*", true)]
    [InlineData("lstm.weight_ih_l0", "*.weight_*", true)]
    [InlineData("lstm.weight_ih_l0", "*", true)]
    [InlineData("lstm.weight_ih_l0", "lstm", false)]
    [InlineData("lstm.weight_ih_l0", "*_l1", false)]
    [InlineData("lstm.weight_ih_l0", "l*m.w*l0", true)]
    public void IsMatch_Pattern_StarIsAnything(string name, string pattern, bool expected) =>
        Assert.Equal(expected, ParameterPattern.IsMatch(name, pattern));
}
