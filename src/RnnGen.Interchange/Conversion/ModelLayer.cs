using System.Globalization;
using RnnGen.Layouts;
using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Conversion;

/// <summary>A layer of a model with its parameters, or the reason why no other system has it.</summary>
internal sealed class ModelLayer
{
    private readonly Dictionary<string, ParameterInfo> _tensors = new(StringComparer.Ordinal);

    private ModelLayer(
        string label, WeightLayer? weights, int biases, string? refusal, IReadOnlyList<ParameterInfo> parameters)
    {
        Label = label;
        Weights = weights;
        Biases = biases;
        Refusal = refusal;
        Parameters = parameters;
    }

    /// <summary>What messages call it: its first tensor.</summary>
    public string Label { get; }

    /// <summary>What the layer is for other systems, or null.</summary>
    public WeightLayer? Weights { get; }

    /// <summary>Its bias vectors.</summary>
    public int Biases { get; }

    /// <summary>Why it has no <see cref="Weights"/>, or null.</summary>
    public string? Refusal { get; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>
    /// Of a dense layer whose weights are an embedding's table that table; it is not among its parameters.
    /// </summary>
    public ParameterInfo? Tied { get; private init; }

    /// <summary>Parameters by what they are called within the layer, such as <c>weight_ih_reverse</c>.</summary>
    public IReadOnlyDictionary<string, ParameterInfo> Tensors => _tensors;

    /// <summary>The layers of a model that have weights, be it another one's, stacked ones apart.</summary>
    public static IEnumerable<ModelLayer> Of(ModelStructure structure)
    {
        foreach (LayerStructure layer in structure.Layers.DistinctBy(static layer => layer.Name))
        {
            ParameterInfo[] own = [.. structure.Info.Parameters.Where(p => Owner(p.Name) == layer.Name)];
            if (own.Length == 0 && layer.TiedTo is null)
                continue;
            foreach (ModelLayer found in layer.Kind == LayerKind.Recurrent
                ? Recurrent(layer, own)
                : [Other(layer, own, structure.Info)])
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<ModelLayer> Recurrent(LayerStructure layer, ParameterInfo[] own)
    {
        string? refusal = DeclaredLayers.Refusal(layer);
        for (int stack = 0; stack < layer.Sizes.Count; stack++)
        {
            string ending = string.Create(CultureInfo.InvariantCulture, $"_l{stack}");
            ParameterInfo[] ofStack = [.. own.Where(p => Stem(p.Name).EndsWith(ending, StringComparison.Ordinal))];
            WeightLayer? weights = refusal is not null ? null : DeclaredLayers.Recurrent(
                layer,
                stack,
                ofStack.First(p => p.Name == $"{layer.Name}.weight_ih{ending}").Columns,
                layer.Sizes[stack]);
            var found = new ModelLayer(ofStack[0].Name, weights, layer.Biases, refusal, ofStack);
            foreach (ParameterInfo parameter in ofStack)
            {
                string stem = Stem(parameter.Name);
                string suffix = parameter.Name[stem.Length..];
                found._tensors.Add(stem[(layer.Name.Length + 1)..^ending.Length] + suffix, parameter);
            }

            yield return found;
        }
    }

    private static ModelLayer Other(LayerStructure layer, ParameterInfo[] own, ModelInfo info)
    {
        ParameterInfo? tied = layer.TiedTo is not null && layer.Kind == LayerKind.Dense
            ? info.Parameters.First(p => p.Name == layer.TiedTo + ".weight")
            : null;
        bool isCrf = layer.Kind == LayerKind.Crf;
        (string matrix, string vector) = isCrf ? (".transitions", ".start") : (".weight", ".bias");
        ParameterInfo? weight = tied ?? own.FirstOrDefault(p => p.Name == layer.Name + matrix);
        bool hasBias = own.Any(p => p.Name == layer.Name + vector);
        string? refusal = DeclaredLayers.Refusal(layer);
        WeightLayer? weights = refusal is not null || weight is null
            ? null
            : DeclaredLayers.Other(
                layer, weight.Rows, weight.Columns, hasBias, tied is null ? null : Owner(tied.Name));
        var found = new ModelLayer(
            own.Length > 0 ? own[0].Name : $"{layer.Name}.weight", weights, hasBias ? 1 : 0, refusal, own)
        {
            Tied = tied,
        };
        foreach (ParameterInfo parameter in own)
            found._tensors.Add(parameter.Name[(layer.Name.Length + 1)..], parameter);
        if (tied is not null)
            found._tensors.Add("weight", tied);
        return found;
    }

    private static string Owner(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)];

    private static string Stem(string name) => name.EndsWith(Layout.Reverse, StringComparison.Ordinal)
        ? name[..^Layout.Reverse.Length]
        : name;
}
