using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>A layer that is called twice, and tables of tokens.</summary>
public sealed class GraphSharingTests
{
    private const string Second = "[Forward] private static Seq Y([Input(4)] Seq x)";

    private static readonly CpuBackend s_backend = new();

    [Theory]
    [InlineData("Gru(5)", "Recurrence", "Layer(x).Outputs + Again(Delay(x)).Outputs")]
    [InlineData("Lstm(5, Bidirectional = true)", "Recurrence", "Layer(x).Outputs * Again(2 * x).Outputs")]
    [InlineData("Dense(5)", "Seq", "Tanh(Layer(x)) * Again(Square(x))")]
    [InlineData("LayerNorm", "Seq", "Layer(x) * Again(Square(x))")]
    public void Layer_CalledTwice_HasTheGradientsOfBothCalls(string layer, string kind, string body)
    {
        string method = $"[{layer}] private static partial {kind} Layer(Seq x);";
        Declaration apart = Declare($"{method}\n{method.Replace("Layer(Seq", "Again(Seq")}\n{Second} => {body};");
        Declaration shared = Declare($"{method}\n{Second} => {body.Replace("Again", "Layer")};");
        using CompiledDeclarations compiled = DeclarationCompiler.Compile([apart, shared]);
        Model<double> one = compiled.Create<double>(shared);
        Model<double> two = compiled.Create<double>(apart);
        Assert.Equal(2 * one.Parameters.Length, two.Parameters.Length);

        StackCase drawn = RandomCase.Draw(one.Info, layer, 5, 4, [4, 1, 3, 4, 2], 3, givenStates: false) with
        {
            StateWeights = new Dictionary<string, double[]>(),
        };
        StackResult expected = s_backend.Evaluate(two, drawn with { Weights = Twice(drawn.Weights) }, gradients: true);
        StackResult actual = s_backend.Evaluate(one, drawn, gradients: true);
        Results.SameBits(expected.Output, actual.Output, "output");
        foreach ((string name, double[] gradient) in actual.Gradients!.Weights)
        {
            double[] first = expected.Gradients!.Weights[name];
            double[] second = expected.Gradients!.Weights[name.Replace("layer.", "again.")];
            for (int i = 0; i < gradient.Length; i++)
                Assert.Equal(first[i] + second[i], gradient[i], 1e-12);
        }
    }

    [Fact]
    public void Tokens_ThroughTwoTables_TrainBoth()
    {
        Declaration declaration = Declare("""
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Embedding(7, 3, PaddingIndex = 0)] private static partial Seq Gate(Tokens words);
            [Gru(3)] private static partial Recurrence Encode(Seq x);

            [Forward]
            private static Seq Y(Tokens words)
                => Encode(Embed(words)).Outputs * Sigmoid(Gate(words)) + Slice(Embed(words), 1, 3);
            """);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<double> model = compiled.Create<double>(declaration);
        Assert.Equal(7, model.Info.Vocabulary);
        StackCase drawn = RandomCase.Draw(model.Info, "tokens", 4, 5, [5, 2, 4, 1], 9);
        double[] gate = drawn.Weights["gate.weight"];
        Array.Clear(gate, 0, 3);
        // the padding row is not trained, so that no gradient is asked for it
        drawn = drawn with { Tokens = Array.ConvertAll(drawn.Tokens!, static token => Math.Max(token, 1)) };
        FiniteDifferences.Check(s_backend, model, drawn);
    }

    [Fact]
    public void Table_ThatNobodyReads_HasAGradientOfZeros()
    {
        Declaration declaration = Declare("""
            [Embedding(7, 4)] private static partial Seq Embed(Tokens words);
            [Embedding(7, 3)] private static partial Seq Spare(Tokens words);

            [Forward]
            private static Seq Y(Tokens words)
            {
                var spare = Spare(words);
                return 2 * Embed(words);
            }
            """);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<double> model = compiled.Create<double>(declaration);
        StackCase drawn = RandomCase.Draw(model.Info, "tokens", 4, 5, [5, 2, 4, 1], 9);
        StackGradients gradients = s_backend.Evaluate(model, drawn, gradients: true).Gradients!;
        Assert.All(gradients.Weights["spare.weight"], static value => Assert.Equal(0, value));
        Assert.Contains(gradients.Weights["embed.weight"], static value => value != 0);
    }

    private static Declaration Declare(string body) => new("", Precision.Double) { Body = body };

    private static Dictionary<string, double[]> Twice(IReadOnlyDictionary<string, double[]> weights) => new(
        weights.Concat(weights.Select(static w => KeyValuePair.Create(w.Key.Replace("layer.", "again."), w.Value))));
}
