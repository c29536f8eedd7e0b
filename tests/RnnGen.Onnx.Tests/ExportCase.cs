using RnnGen.Conformance.Tests;
using RnnGen.Conformance.Tests.Graphs;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>A model that is exported and run elsewhere.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Declaration">The model.</param>
internal sealed record ExportCase(string Name, Declaration Declaration)
{
    private static readonly string[] s_activations =
    [
        "Identity", "Tanh", "Sigmoid", "Relu", "LeakyRelu", "Elu", "Selu", "Softplus", "Softsign", "HardSigmoid",
        "HardTanh", "Gelu", "Softmax",
    ];

    private static readonly (string Name, string Attributes)[] s_stacks =
    [
        ("stack: classifier of tokens",
            "[Embedding(9, 4)] [Lstm(5, Bidirectional = true)] [LastStep] "
                + "[Dense(6, Activation = Activation.Relu)] [Dense(3)]"),
        ("stack: tagger", "[Embedding(9, 4, PaddingIndex = 0)] [Gru(5, 4, Bidirectional = true)] [Dense(3)]"),
        ("stack: mean pool", "[Input(3)] [Gru(5, GoBackwards = true)] [MeanPool] [Dense(2)]"),
        ("stack: max pool", "[Input(3)] [Lstm(5, 4, Bidirectional = true, Merge = Merge.Sum)] [MaxPool] [LayerNorm]"),
        ("stack: residual", "[Input(4)] [Gru(4, Layers = 3, Residual = true, Biases = 2)] [LayerNorm] [Dense(2)]"),
        ("stack: zoneout", "[Input(4)] [Lstm(4, Zoneout = 0.25)] [Lstm(4, Biases = 0)] [Dense(2, Bias = false)]"),
        ("stack: tied table", "[Embedding(9, 5)] [SimpleRnn(5)] [Dense(9, TiedTo = \"embedding\")]"),
        ("stack: fixed steps",
            "[Input(4, Steps = 3)] [Lstm(4, Merge = Merge.Average, Bidirectional = true)] [Dense(2)]"),
        ("stack: gates start elsewhere", "[Input(4)] [Lstm(4, Bidirectional = true, Biases = 2, Peephole = true)]"),
    ];

    /// <summary>Every cell in both directions, every activation, stacks and graphs.</summary>
    public static IReadOnlyList<ExportCase> All { get; } =
    [
        .. CellChoice.All.SelectMany(static cell => new[] { Cell(cell, ""), Cell(cell, ", Bidirectional = true") }),
        .. CellChoice.All.Where(static cell => cell.Options.Length == 0)
            .Select(static cell => Cell(cell, ", Biases = 0")),
        .. new[] { "lstm", "gru", "gru-reset-before", "gru-textbook", "rnn" }.Select(static name
            => Cell(CellChoice.All.Single(cell => cell.Name == name), ", Layers = 2, GoBackwards = true, Biases = 2")),
        .. s_activations.Select(static activation => Stack(
            $"activation: {activation}",
            $"[Input(3)] [SimpleRnn(5, Activation = Activation.{activation}, Bidirectional = true)]")),
        .. s_stacks.Select(static stack => Stack(stack.Name, stack.Attributes)),
        .. GraphCases.All.Concat(JointCases.All)
            .Select(static graph => new ExportCase("graph: " + graph.Name, graph.Declare(Precision.Single))),
    ];

    /// <summary>
    /// Every cell in both directions, the stacks and the decoders, and some of the others: compiling takes the time.
    /// RNNGEN_ONNX=full chooses all of them; where nothing can run them, some for the checker are enough.
    /// </summary>
    public static IReadOnlyList<ExportCase> Chosen { get; } =
        Environment.GetEnvironmentVariable("RNNGEN_ONNX") == "full" ? All
        : [.. All.Where(static (@case, i) => Peer.NoRuntime is null ? @case.IsCore || i % 5 == 0 : i % 8 == 0)];

    private bool IsCore => StepCases.All.Any(graph => "graph: " + graph.Name == Name)
        || Name.StartsWith("stack", StringComparison.Ordinal)
        || CellChoice.All.Any(cell => Name == $"cell: {cell.Name}" || Name == $"cell: {cell.Name}, Bidirectional = true");

    private static ExportCase Cell(CellChoice cell, string more) => Stack(
        $"cell: {cell.Name}{more}",
        $"[Input(3)] [{cell.Attribute}(5{cell.Options.Replace("{P}", "2", StringComparison.Ordinal)}{more})]");

    private static ExportCase Stack(string name, string attributes)
        => new(name, new Declaration(attributes, Precision.Single));
}
