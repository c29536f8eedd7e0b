using System.Globalization;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What layers are called and how their line in the summary reads.</summary>
internal static class LayerNames
{
    /// <summary>
    /// What layers are called: as the user says, else kind and number (lstm, lstm2, ...), of which the first is taken
    /// that no other layer has.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<LayerSpec> layers)
    {
        var taken = new HashSet<string>(layers.Select(static layer => layer.Name).OfType<string>());
        return [.. layers.Select(layer =>
        {
            if (layer.Name is { } given)
                return given;
            string kind = Default(layer), name = kind;
            for (var number = 2; !taken.Add(name); number++)
                name = kind + Number(number);
            return name;
        })];
    }

    private static string Default(LayerSpec layer) => layer switch
    {
        EmbeddingLayer => "embedding",
        RecurrentLayer recurrent => recurrent.Kind,
        DenseLayer => "dense",
        AttentionLayer => "attention",
        DropoutLayer => "dropout",
        LayerNormLayer => "layernorm",
        LastStepLayer => "laststep",
        PoolLayer pool => pool.Pool == PoolKind.Mean ? "meanpool" : "maxpool",
        _ => throw new NotSupportedException($"{layer.GetType().Name} has no default name."),
    };

    /// <summary>The declaration in short, such as <c>Lstm(32, 32, bidirectional)</c>.</summary>
    public static string Kind(LayerSpec layer) => layer switch
    {
        EmbeddingLayer embedding => $"Embedding({Number(embedding.Vocabulary)}, {Number(embedding.Size)})",
        RecurrentLayer recurrent => Recurrent(recurrent),
        DenseLayer { Activation: Activation.Identity } dense => $"Dense({Number(dense.Units)})",
        DenseLayer dense => $"Dense({Number(dense.Units)}, {dense.Activation})",
        AttentionLayer { HasUnits: true } attention => $"Attention({attention.Score}, {Number(attention.Units)})",
        AttentionLayer attention => $"Attention({attention.Score})",
        DropoutLayer dropout => $"Dropout({dropout.Rate.ToString(CultureInfo.InvariantCulture)})",
        LayerNormLayer => "LayerNorm",
        LastStepLayer => "LastStep",
        PoolLayer pool => pool.Pool + "Pool",
        _ => throw new NotSupportedException($"{layer.GetType().Name} has no line in the summary."),
    };

    private static string Recurrent(RecurrentLayer layer)
    {
        string name = layer.Cell.Name.EndsWith("Cell", StringComparison.Ordinal)
            ? layer.Cell.Name.Substring(0, layer.Cell.Name.Length - 4)
            : layer.Cell.Name;
        string sizes = string.Join(", ", layer.Sizes.Select(Number));
        return $"{name}({sizes}{(layer.Bidirectional ? ", bidirectional" : layer.GoBackwards ? ", backwards" : "")})";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
