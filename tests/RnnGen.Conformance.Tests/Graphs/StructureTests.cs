using RnnGen.Program;
using RnnGen.Structure;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>
/// What a model says of itself is enough to compute it: everything is computed again from that alone.
/// </summary>
public sealed class StructureTests
{
    private const double Bound = 1e-9;

    /// <summary>All graphs of one input.</summary>
    public static TheoryData<string> Graphs => [.. GraphCases.All.Select(static graph => graph.Name)];

    /// <summary>All graphs of several inputs, attention and decoders.</summary>
    public static TheoryData<string> Joint => [.. JointCases.All.Select(static graph => graph.Name)];

    /// <summary>One case of each cell and direction.</summary>
    public static TheoryData<string> Cells => [.. ConformanceCase.Chosen
        .DistinctBy(static c => (c.Cell, c.Bidirectional)).Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Graph_ComputedFromItsStructure_GivesItsOutputs(string name) => Compare(
        GraphTests.Compiled.Value.Create<double>(GraphCases.Find(name).Declare(Precision.Double), seed: 3));

    [Theory]
    [MemberData(nameof(Joint))]
    public void JointGraph_ComputedFromItsStructure_GivesItsOutputs(string name) => Compare(
        JointTests.Compiled.Value.Create<double>(JointCases.Find(name).Declare(Precision.Double), seed: 3));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Cell_ComputedFromItsStructure_GivesItsOutputs(string name)
    {
        ConformanceCase @case = ConformanceModels.Find(name);
        Compare(ConformanceModels.Of(@case).Create<double>(@case.Small, seed: 3));
    }

    [Fact]
    public void Layers_OfAStack_SayWhatTheirTensorsAreFor()
    {
        var declaration = new Declaration(
            """
            [Embedding(7, 3, PaddingIndex = 0)]
            [Lstm(4, 4, Bidirectional = true, Merge = Merge.Sum, Peephole = true, Projection = 2, Biases = 2,
                Zoneout = 0.25, Residual = true)]
            [LayerNorm]
            [Gru(5, GoBackwards = true)]
            [Dense(3, Activation = Activation.Relu)]
            """,
            Precision.Double);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<double> model = compiled.Create<double>(declaration);
        Compare(model);
        ModelStructure structure = model.ReadStructure();
        Assert.Equal(model.Info.Layers.Select(static layer => layer.Name), structure.Layers.Select(static l => l.Name));
        LayerStructure lstm = structure.Layers[1];
        Assert.Equal("RnnGen.Cells.LstmPeepholeProjectedCell", lstm.Cell);
        Assert.Equal([4, 4], lstm.Sizes);
        Assert.Equal(2, lstm.NamedSizes["projection"]);
        Assert.Equal(
            (2, 0.25, true, Merge.Sum, true, false),
            (lstm.Biases, lstm.Zoneout, lstm.IsBidirectional, lstm.Merge, lstm.IsResidual, lstm.GoesBackwards));
        LayerStructure embedding = structure.Layers[0];
        Assert.Equal((7, 3, 0), (embedding.Vocabulary, embedding.Units, embedding.Padding));
        Assert.Equal(Activation.Relu, structure.Layers[^1].Activation);

        TensorStructure Of(string name) => structure.Tensors.Single(tensor => tensor.Parameter.Name == name);
        TensorStructure weight = Of("lstm.weight_hh_l1_reverse");
        Assert.Equal((TensorRole.StateWeight, "weight_hh", 1, true, 1),
            (weight.Role, weight.Name, weight.Stack, weight.IsReverse, weight.Layer));
        Assert.Equal("i 0+4, f 4+4, g 8+4, o 12+4", Gates(weight));
        Assert.Equal(TensorRole.Projection, Of("lstm.weight_hr_l0").Role);
        Assert.Equal(TensorRole.Peephole, Of("lstm.weight_ci_l0").Role);
        Assert.Equal(TensorRole.Table, Of("embedding.weight").Role);
        Assert.Equal(TensorRole.Gain, Of("layernorm.weight").Role);
        Assert.Equal(TensorRole.Weight, Of("dense.weight").Role);
        Assert.Equal("n 0+5", Gates(Of("gru.bias_hh_l0")));
        Assert.True(Of("gru.weight_ih_l0").IsReverse);
    }

    private static string Gates(TensorStructure tensor)
        => string.Join(", ", tensor.Gates.Select(static gate => $"{gate.Name} {gate.First}+{gate.Rows}"));

    /// <summary>Rows of all lengths, none included, against the model's outputs and final states.</summary>
    private static void Compare(Model<double> model)
    {
        ModelInfo info = model.Info;
        JointCase drawn = JointCase.Draw(info, rows: 6, seed: 9);
        // states that divide, such as sLSTM's, must be above zero
        drawn = drawn with { States = [.. drawn.States.Select(static value => 1 + (value / 2))] };
        JointRun run = JointRun.Of(model, drawn, gradients: false);
        ModelStructure structure = model.ReadStructure();
        double[][] parameters = [.. info.Parameters.Select(p => model.Parameters[p.Name].ToArray())];
        for (int row = 0; row < drawn.Rows; row++)
        {
            var interpreter = new StructureInterpreter(structure, parameters);
            (double[][] heads, double[] states) = interpreter.Run(drawn.Row(info, row));
            for (int head = 0; head < heads.Length; head++)
                Near(drawn.OutputOf(info, head, run.Outputs[head], row), heads[head], info.Heads[head].Name);
            Near(drawn.StatesOf(info, run.States, row), states, "final states");
        }
    }

    private static void Near(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = Bound * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) < bound,
                $"{what}, value {i}: the model gives {expected[i]}, its structure {actual[i]}");
        }
    }
}
