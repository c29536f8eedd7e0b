using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>Models of the import tests, compiled together.</summary>
internal static class Declared
{
    private static readonly string[] s_all =
    [
        "[Input(3)] [Lstm(4, Biases = 2)] [Dense(2)]",
        "[Input(3)] [Lstm(4)] [Dense(2)]",
        "[Input(3)] [Lstm(4, 5, Bidirectional = true, Biases = 2)] [LastStep] [Dense(2, Activation = Activation.Relu)]",
        "[Input(3)] [Lstm(4, Peephole = true, Bidirectional = true)] [LastStep]",
        "[Input(3)] [Gru(4, Biases = 2)] [Dense(2)]",
        "[Input(3)] [Gru(4, GoBackwards = true)]",
        "[Input(3)] [Gru(4, Variant = GruVariant.ResetBefore, Bidirectional = true)]",
        "[Input(3)] [Gru(4, Variant = GruVariant.Textbook)]",
        "[Embedding(7, 3)] [SimpleRnn(4, Activation = Activation.Relu, Biases = 0)] [Dense(7, Bias = false)]",
        "[Embedding(7, 4)] [SimpleRnn(4)] [Dense(7, TiedTo = \"embedding\")]",
        "[Input(3)] [Lstm(5)] [Dense(2)]",
        "[Input(3)] [Lstm(4, CoupledGates = true)] [Dense(2)]",
        "[Input(3)] [MeanPool] [Dense(2)]",
    ];

    private static readonly Lazy<CompiledDeclarations> s_compiled = new(static () => DeclarationCompiler.Compile(
        s_all.SelectMany(static text => new[] { Of(text, Precision.Single), Of(text, Precision.Double) })));

    /// <summary>Those that an exported file is read back into.</summary>
    public static IReadOnlyList<string> Readable => s_all[..10];

    public static Model<float> Model(string attributes, ulong seed = 0)
        => s_compiled.Value.Create<float>(Of(attributes, Precision.Single), seed);

    public static Model<double> Double(string attributes)
        => s_compiled.Value.Create<double>(Of(attributes, Precision.Double));

    /// <summary>A model with parameters that nothing starts with, as a file.</summary>
    public static (Model<float> Model, byte[] File) Exported(string attributes)
    {
        Model<float> model = Model(attributes, seed: 5);
        RuntimeJobs.Shake(model);
        using var stream = new MemoryStream();
        model.ExportOnnx(stream);
        return (model, stream.ToArray());
    }

    private static Declaration Of(string attributes, Precision precision) => new(attributes, precision);
}
