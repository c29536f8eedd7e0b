using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>
/// Products with states that nobody gives and that are zero are left out, and gradients that nobody reads: what remains
/// has the bits of a batch that gives the same states, and of a pass that computes everything.
/// </summary>
public sealed class FirstStepTests
{
    private const int Rows = 19, Steps = 7;

    private const string OwnCell = """
        [Cell]
        public sealed partial class Leaky
        {
            public static (Vec Y, Vec H, Vec M) Step(Vec x, Vec h, [InitialState(0.5)] Vec m)
            {
                var gate = Sigmoid(Affine(x, h, m, name: "gate"));
                var next = gate * m + (1 - gate) * Tanh(Affine(x, gate * h, name: "next"));
                return (next, next, Tanh(next + m));
            }
        }
        """;

    private static readonly string[] s_layers =
    [
        "[SimpleRnn(9, Layers = 2)]",
        "[Lstm(9, Bidirectional = true)]",
        "[Gru(9, Biases = 2, Layers = 2)]",
        "[Gru(20, GoBackwards = true)]",
        "[Recurrent<Leaky>(9)]",
    ];

    private static readonly Declaration[] s_models =
    [
        .. s_layers.Select(static layer => Declaration.Of(
            ["[Input(5)]", layer, "[Dense(3)]", "[CrossEntropy]"], Precision.Single,
            layer.Contains("Leaky", StringComparison.Ordinal) ? OwnCell : null)),
    ];

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(static () => DeclarationCompiler.Compile(s_models));

    /// <summary>Numbers of the layers, with rows of one length and of several.</summary>
    public static TheoryData<int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, bool>();
            for (int model = 0; model < s_layers.Length; model++)
            {
                cases.Add(model, false);
                cases.Add(model, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rest_IsTheDeclaredStatesGiven(int model, bool isRagged)
    {
        Model<float> network = s_compiled.Value.Create<float>(s_models[model], seed: 1);
        Batch<float> rest = Draw(isRagged);
        float[] states = [.. network.Info.States.SelectMany(
            static state => Enumerable.Repeat((float)state.Initial, Rows * state.Size))];
        (float[] Output, float[] Gradient)[] runs =
            [.. new[] { rest, rest with { InitialStates = states } }.Select(batch => Run(network, batch, wants: true))];
        Assert.Equal(runs[1].Output, runs[0].Output);
        Assert.Equal(runs[1].Gradient, runs[0].Gradient);
        Assert.Contains(runs[0].Gradient, static g => g != 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void UnreadGradients_ChangeNoOther(int model, bool isRagged)
    {
        Model<float> network = s_compiled.Value.Create<float>(s_models[model], seed: 1);
        Batch<float> batch = Draw(isRagged);
        Assert.Equal(
            Run(network, batch, wants: true).Gradient[..network.Parameters.Length],
            Run(network, batch, wants: false).Gradient);
    }

    [Fact]
    public void UnreadGradients_AreNotShown()
    {
        using Pass<float> pass = s_compiled.Value.Create<float>(s_models[1], seed: 1).CreatePass();
        pass.WantsInputGradient = false;
        pass.Forward(Draw(isRagged: false));
        pass.Loss();
        pass.Backward();
        Assert.Contains(
            "WantsInputGradient was off",
            Assert.Throws<InvalidOperationException>(() => pass.InitialStateGradient.Length).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => pass.InputGradient.Length);
        pass.WantsInputGradient = true;
        Assert.Throws<InvalidOperationException>(() => pass.InputGradient.Length);
        pass.Forward(Draw(isRagged: false));
        pass.Loss();
        pass.Backward();
        Assert.Contains(pass.InitialStateGradient.ToArray(), static g => g != 0);
    }

    private static (float[] Output, float[] Gradient) Run(Model<float> model, Batch<float> batch, bool wants)
    {
        using Pass<float> pass = model.CreatePass();
        pass.WantsInputGradient = wants;
        pass.Forward(batch);
        pass.Loss();
        float[] output = [.. pass.Outputs, .. pass.FinalStates];
        pass.Backward();
        return (output, wants ? [.. pass.Gradients, .. pass.InputGradient, .. pass.InitialStateGradient]
            : [.. pass.Gradients]);
    }

    private static Batch<float> Draw(bool isRagged)
    {
        var random = new Random(2);
        float[] features = [.. Enumerable.Range(0, Rows * Steps * 5).Select(_ => random.NextSingle() - 0.5f)];
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => isRagged ? row * 5 % (Steps + 1) : Steps)];
        return Batch<float>.FromFeatures(features, Rows, Steps, lengths) with
        {
            Classes = (int[])[.. Enumerable.Range(0, Rows * Steps).Select(_ => random.Next(3))],
        };
    }
}
