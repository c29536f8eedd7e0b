using System.Globalization;
using Microsoft.CodeAnalysis;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads one layer attribute.</summary>
internal sealed class LayerParser
{
    private const int MaxLayers = 1000;
    private const int Activations = 13;
    private const int Initializers = 9;
    private const int Scores = 5;

    private readonly Findings _findings;
    private readonly CellResolver _cells;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    public LayerParser(Compilation compilation, Findings findings, CancellationToken cancellation)
    {
        _findings = findings;
        _cells = new CellResolver(compilation, findings, cancellation);
    }

    /// <summary>The layer, or null where it has an error.</summary>
    public LayerSpec? Parse(string title, INamedTypeSymbol attribute, AttributeReader reader, int index)
    {
        LayerSpec? layer = title switch
        {
            "Embedding" => Embedding(reader),
            "Dense" => Dense(reader),
            "Attention" => Attention(reader),
            "Dropout" => new DropoutLayer { Rate = reader.Number("rate"), PerSequence = reader.Bool("PerSequence") },
            "LayerNorm" => new LayerNormLayer { Epsilon = reader.Number("Epsilon", 1e-5) },
            "LastStep" => new LastStepLayer(),
            "MeanPool" => new PoolLayer { Pool = PoolKind.Mean },
            "MaxPool" => new PoolLayer { Pool = PoolKind.Max },
            "SimpleRnn" or "Lstm" or "Gru" or "Recurrent" => Recurrent(title, attribute, reader, index),
            _ => null,
        };
        return layer is null ? null : layer with { Name = Name(reader, index), Frozen = reader.Bool("Frozen") };
    }

    private static EmbeddingLayer Embedding(AttributeReader reader)
    {
        int padding = reader.Int("PaddingIndex", -1);
        return new EmbeddingLayer
        {
            Vocabulary = reader.Int("vocabulary"),
            Size = reader.Int("size"),
            PaddingIndex = padding == -1 ? null : padding,
        };
    }

    private static DenseLayer Dense(AttributeReader reader) => new()
    {
        Units = reader.Int("units"),
        Activation = Activation(reader, Compiler.Model.Activation.Identity),
        Bias = reader.Bool("Bias", true),
        TiedTo = reader.Text("TiedTo"),
        KernelInitializer = Initializer(reader, "KernelInitializer"),
        BiasInitializer = Initializer(reader, "BiasInitializer"),
    };

    private AttentionLayer Attention(AttributeReader reader)
    {
        var layer = new AttentionLayer
        {
            Score = (Score)reader.Enum("score", "Score", Scores),
            Units = reader.Int("Units"),
        };
        if (!layer.HasUnits && reader.Has("Units"))
        {
            _findings.Report(DiagnosticIds.ValueOutOfRange, reader.At("Units"), "Units",
                RuleFindings.Text(layer.Units), $"left out: Score.{layer.Score} compares queries and keys as they are");
        }

        return layer;
    }

    private RecurrentLayer? Recurrent(string title, INamedTypeSymbol attribute, AttributeReader reader, int index)
    {
        string node = FormattableString.Invariant($"layers[{index}]");
        EquatableArray<NamedSize> named = NamedSizes(title, reader);
        (CellSpec? cell, string? kind, string? type) = _cells.Resolve(title, attribute, reader, node);
        EquatableArray<int>? sizes = Sizes(title, reader);
        if (cell is null || sizes is null)
            return null;
        CheckProjection(title, reader, sizes.Value.Min());
        double forgetBias = reader.Number("ForgetBias", 1);
        return new RecurrentLayer
        {
            Kind = kind!,
            Cell = cell,
            CellType = type!,
            Sizes = sizes.Value,
            NamedSizes = named,
            Activation = Activation(reader, Compiler.Model.Activation.Tanh),
            Bidirectional = reader.Bool("Bidirectional"),
            Merge = (Merge)reader.Enum("Merge", "Merge", 4),
            GoBackwards = reader.Bool("GoBackwards"),
            Dropout = reader.Number("Dropout"),
            InputDropout = reader.Number("InputDropout"),
            RecurrentDropout = reader.Number("RecurrentDropout"),
            Zoneout = reader.Number("Zoneout"),
            Residual = reader.Bool("Residual"),
            Biases = reader.Int("Biases", 1),
            KernelInitializer = Initializer(reader, "KernelInitializer"),
            RecurrentInitializer = Initializer(reader, "RecurrentInitializer"),
            BiasInitializer = Initializer(reader, "BiasInitializer"),
            InitialBiases = forgetBias.Equals(1.0) ? default : EquatableArray.Of(new GateBias("f", forgetBias)),
            Unroll = reader.Int("Unroll"),
        };
    }

    private void CheckProjection(string title, AttributeReader reader, int hidden)
    {
        int projection = reader.Int("Projection");
        if (title == "Lstm" && projection >= hidden && hidden > 0)
        {
            string text = RuleFindings.Text(projection);
            _findings.Report(DiagnosticIds.ProjectionTooLarge, reader.At("Projection"), text,
                RuleFindings.Text(hidden));
        }
    }

    /// <summary>One size a layer; null where there is an error.</summary>
    private EquatableArray<int>? Sizes(string title, AttributeReader reader)
    {
        EquatableArray<int> sizes = reader.Ints("units");
        int layers = reader.Int("Layers", 1);
        string text = layers.ToString(CultureInfo.InvariantCulture);
        if (sizes.Count == 0)
            _findings.Report(DiagnosticIds.NoSizes, reader.Location, title);
        else if (layers < 1)
            _findings.Report(DiagnosticIds.LayersNotPositive, reader.At("Layers"), text);
        else if (sizes.Count > 1 && reader.Has("Layers"))
            _findings.Report(DiagnosticIds.LayersWithSizes, reader.At("Layers"), text,
                RuleFindings.Text(sizes.Count));
        else if (Math.Max(layers, sizes.Count) > MaxLayers)
            _findings.Report(DiagnosticIds.TooLarge, reader.At("Layers"), "Layers", text,
                RuleFindings.Text(MaxLayers));
        else
            return sizes.Count > 1 ? sizes : Enumerable.Repeat(sizes[0], layers).ToEquatableArray();
        return null;
    }

    private EquatableArray<NamedSize> NamedSizes(string title, AttributeReader reader)
    {
        if (title == "Lstm")
        {
            int projection = reader.Int("Projection");
            return projection > 0 ? EquatableArray.Of(new NamedSize("projection", projection)) : default;
        }

        if (reader.Text("Sizes") is not { } text || text.Trim().Length == 0)
            return default;
        var sizes = new List<NamedSize>();
        foreach (string pair in text.Split(','))
        {
            string[] sides = pair.Split('=');
            string name = sides[0].Trim();
            const NumberStyles Style = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
            if (sides.Length == 2 && Names.IsValid(name) && sizes.All(s => s.Name != name)
                && int.TryParse(sides[1], Style, CultureInfo.InvariantCulture, out int value) && value > 0)
            {
                sizes.Add(new NamedSize(name, value));
                continue;
            }

            _findings.Report(DiagnosticIds.InvalidSizes, reader.At("Sizes"), text);
            return default;
        }

        return sizes.OrderBy(static s => s.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    private string? Name(AttributeReader reader, int index)
    {
        if (reader.Text("Name") is not { } name)
            return null;
        string number = RuleFindings.Ordinal(index);
        if (!Names.IsValid(name))
            _findings.Report(DiagnosticIds.InvalidName, reader.At("Name"), name);
        else if (_names.TryGetValue(name, out int other))
            _findings.Report(DiagnosticIds.DuplicateName, reader.At("Name"), name, RuleFindings.Ordinal(other), number);
        else
            _names.Add(name, index);
        return name;
    }

    private static Activation Activation(AttributeReader reader, Activation otherwise)
        => (Activation)reader.Enum("Activation", "Activation", Activations, (int)otherwise);

    private static Initializer Initializer(AttributeReader reader, string name)
        => (Initializer)reader.Enum(name, "Initializer", Initializers);
}
