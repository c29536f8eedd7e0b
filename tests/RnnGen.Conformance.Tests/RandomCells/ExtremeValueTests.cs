using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>Gradients where a careless form gives NaN, or half of what is right.</summary>
public sealed class ExtremeValueTests
{
    private static readonly CpuBackend s_backend = new();

    /// <summary>States that start at -infinity, pools over rows without a step, units without variance.</summary>
    [Theory]
    [InlineData("[Input(3)]\n[Recurrent<SlstmCell>(5)]")]
    [InlineData("[Input(3)]\n[Recurrent<SlstmCell>(5, Bidirectional = true)]\n[MaxPool]")]
    [InlineData("[Input(3)]\n[Lstm(5, Residual = true, Bidirectional = true, Layers = 2)]\n[MeanPool]\n[Dense(2)]")]
    [InlineData("[Input(3)]\n[Recurrent<LayerNormLstmCell>(1)]\n[LayerNorm]\n[LastStep]")]
    [InlineData("[Input(3)]\n[Gru(4, GoBackwards = true)]\n[Dense(3)]\n[LastStep]\n[LayerNorm]")]
    [InlineData("[Input(3)]\n[Gru(3, Bidirectional = true)]\n[LayerNorm]\n[LastStep]\n[Dense(2)]")]
    public void Gradients_FromDeclaredStates_EqualDifferencesAndAreFinite(string attributes)
    {
        var exact = new Declaration(attributes, Precision.Double);
        var single = new Declaration(attributes, Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.Compile([exact, single]);
        Model<double> model = compiled.Create<double>(exact);
        StackCase drawn =
            RandomCase.Draw(model.Info, "declared states", 4, 5, [5, 0, 3, 1], seed: 3, givenStates: false);

        // A row without a step ends at -infinity where it starts there: its states cannot count.
        drawn = drawn with { StateWeights = new Dictionary<string, double[]>() };
        DirectionalDifferences.Check(s_backend, model, drawn, seed: 4);
        StackResult result = s_backend.Evaluate(compiled.Create<float>(single), drawn, gradients: true);
        Assert.All(result.Gradients!.Input!, value => Assert.True(double.IsFinite(value)));
        Assert.All(result.Gradients.Weights.Values.SelectMany(v => v), value => Assert.True(double.IsFinite(value)));
        Assert.All(result.Gradients.States.Values.SelectMany(v => v), value => Assert.True(double.IsFinite(value)));
    }

    /// <summary>Elu has the slope 1 at 0, from both sides.</summary>
    [Fact]
    public void Elu_AtZero_HasItsSlope()
    {
        var declaration = new Declaration("[Input(1)]\n[SimpleRnn(1, Activation = Activation.Elu)]", Precision.Double);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<double> model = compiled.Create<double>(declaration);
        StackCase drawn = RandomCase.Draw(model.Info, "zero", 1, 1, null, seed: 1);
        drawn = drawn with
        {
            Features = [0],
            Weights = drawn.Weights.ToDictionary(w => w.Key, w => w.Value.Select(_ => 0.0).ToArray()),
            States = null,
            OutputWeights = [1],
            StateWeights = new Dictionary<string, double[]>(),
        };
        StackResult result = s_backend.Evaluate(model, drawn, gradients: true);
        Assert.Equal(1, result.Gradients!.Weights.Single(w => w.Key.Contains("bias")).Value[0]);
    }

    /// <summary>Of both directions mixed by another layer, the last step is that at the end of each row.</summary>
    [Fact]
    public void LastStep_BehindDenseBehindTwoDirections_IsTheEndOfTheRow()
    {
        const string Layers = "[Input(3)]\n[Gru(4, Bidirectional = true)]\n[Dense(2)]";
        var steps = new Declaration(Layers, Precision.Double);
        var last = new Declaration(Layers + "\n[LastStep]", Precision.Double);
        using CompiledDeclarations compiled = DeclarationCompiler.Compile([steps, last]);
        Model<double> whole = compiled.Create<double>(steps, seed: 1), end = compiled.Create<double>(last, seed: 1);
        double[] features = [.. Enumerable.Range(0, 2 * 4 * 3).Select(i => Math.Sin(i))];
        Batch<double> batch = Batch<double>.FromFeatures(features, 2, 4, new[] { 4, 2 });
        double[] all = new double[2 * 4 * 2], ends = new double[2 * 2];
        whole.Predict(batch, all);
        end.Predict(batch, ends);
        Assert.Equal([all[6], all[7], all[10], all[11]], ends);
    }
}
