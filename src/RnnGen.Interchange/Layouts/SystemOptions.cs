using System.Globalization;

namespace RnnGen.Layouts;

/// <summary>
/// How layers are told what weights do not say, in each system, and what they do where they are told nothing: what an
/// export must say beside the numbers.
/// </summary>
internal sealed record SystemOptions
{
    private const string Joined = "the outputs of its two directions are joined to their {0}, not side by side";
    private const string Flipped = "it reads each row from its end; its outputs stand at the steps they belong to";

    /// <summary>What a simple RNN's activation is where nobody says it.</summary>
    public Activation RnnDefault { get; private init; } = Activation.Tanh;

    /// <summary>A normalisation's epsilon where nobody says it; NaN where that depends on the version.</summary>
    public double EpsilonDefault { get; private init; } = 1e-5;

    private string Rnn { get; init; } = "activation '{0}'";

    private string Norm { get; init; } = "LayerNorm(epsilon={0})";

    private string Dense { get; init; } = "{0} behind it";

    private string Merged { get; init; } = Joined;

    private string Backwards { get; init; } = Flipped;

    private Func<Activation, string> Spell { get; init; } = SnakeCase;

    private (string Sum, string Product, string Mean) Merges { get; init; } = ("sum", "product", "mean");

    public static SystemOptions PyTorch { get; } = new()
    {
        Rnn = "RNN(nonlinearity='{0}')",
        Norm = "LayerNorm(eps={0})",
    };

    public static SystemOptions Keras { get; } = new()
    {
        EpsilonDefault = 1e-3,
        Rnn = "SimpleRNN(activation='{0}')",
        Norm = "LayerNormalization(epsilon={0})",
        Dense = "Dense(activation='{0}')",
        Merged = "Bidirectional(merge_mode='{0}')",
        Merges = ("sum", "mul", "ave"),
        Backwards = "go_backwards=True, whose outputs stand in reversed order",
        Spell = static activation => activation == Activation.Identity ? "linear" : SnakeCase(activation),
    };

    public static SystemOptions Onnx { get; } = new()
    {
        Rnn = "activations=['{0}']",
        Norm = "LayerNormalization(epsilon={0})",
        Backwards = "direction='reverse'",
        Spell = static activation => activation.ToString(),
    };

    public static SystemOptions Flax { get; } = new()
    {
        EpsilonDefault = 1e-6,
        Rnn = "SimpleCell(activation_fn=nn.{0})",
        Dense = "nn.{0} behind it",
        Backwards = "RNN(reverse=True, keep_order=True)",
    };

    public static SystemOptions Brainstate { get; } = new()
    {
        RnnDefault = Activation.Relu,
        EpsilonDefault = double.NaN,
        Rnn = "ValinaRNNCell(activation='{0}')",
    };

    /// <summary>What a layer must be told, or is not known of it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="system">What the system is called.</param>
    public IEnumerable<string> Notes(WeightLayer layer, string system)
    {
        switch (layer.Kind)
        {
            case WeightKind.Dense when layer.Activation is { } behind and not Activation.Identity:
                yield return $"{layer}: {Format(Dense, Spell(behind))}{Details(behind)}";
                break;
            case WeightKind.LayerNorm when layer.Epsilon is not { } epsilon:
                string number = double.IsNaN(EpsilonDefault) ? "" : $"; {system}'s default is {Number(EpsilonDefault)}";
                yield return $"{layer}: the file does not say its epsilon{number}";
                break;
            case WeightKind.LayerNorm when layer.Epsilon != EpsilonDefault:
                yield return $"{layer}: {Format(Norm, Number(layer.Epsilon.Value))}";
                break;
            case WeightKind.Recurrent:
                foreach (string note in Recurrent(layer, system))
                    yield return $"{layer}: {note}";
                break;
        }
    }

    private IEnumerable<string> Recurrent(WeightLayer layer, string system)
    {
        if (layer.Cell == CellForm.SimpleRnn && layer.Activation != RnnDefault)
        {
            yield return layer.Activation is { } activation
                ? Format(Rnn, Spell(activation)) + Details(activation)
                : $"the file does not say its activation; {system}'s default is {Spell(RnnDefault)}";
        }

        if (layer.Directions == 2 && layer.Merge != Merge.Concat)
        {
            yield return Format(Merged, layer.Merge switch
            {
                Merge.Sum => Merges.Sum,
                Merge.Multiply => Merges.Product,
                _ => Merges.Mean,
            });
        }

        if (layer.GoesBackwards)
            yield return Backwards;
        int width = layer.StateUnits * (layer.Directions == 2 && layer.Merge == Merge.Concat ? 2 : 1);
        if (layer.IsResidual && width == layer.Inputs)
            yield return "its input is added to its output";
    }

    // What systems define in different ways under one name.
    private static string Details(Activation activation) => activation switch
    {
        Activation.LeakyRelu => ", of slope 0.01",
        Activation.HardSigmoid => ", x / 6 + 1 / 2",
        Activation.Gelu => ", the exact one",
        _ => "",
    };

    private static string Format(string text, string value) =>
        text.Replace("{0}", value, StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string SnakeCase(Activation activation) => string.Concat(activation.ToString().Select(
        static (letter, i) => char.IsUpper(letter) && i > 0
            ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
