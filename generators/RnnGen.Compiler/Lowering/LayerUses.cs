using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>The layers of a graph that have been used: each later use has the weights of the first.</summary>
internal sealed class LayerUses(ModelSpec spec, NetworkBuilder network)
{
    private readonly Dictionary<int, int[]> _widths = [];
    private readonly Dictionary<(int Layer, int Input), LayerValue> _rows = [];

    /// <summary>
    /// Begins a use of a layer: true for the first, at a later one its tensors are given out again.
    /// </summary>
    /// <param name="layer">Its number.</param>
    /// <param name="widths">Units of what it is given.</param>
    /// <param name="path">The node of the call.</param>
    public bool Begin(int layer, IReadOnlyList<int> widths, string path)
    {
        if (!_widths.TryGetValue(layer, out int[]? first))
        {
            _widths.Add(layer, [.. widths]);
            return true;
        }

        string name = spec.Layers[layer].Name!;
        for (var i = 0; i < widths.Count && HasWeights(spec.Layers[layer]); i++)
        {
            if (widths[i] != first[i])
                throw new DeclarationException(DiagnosticIds.LayerWidths, path, name, widths[i], first[i]);
        }

        network.Tensors.Rewind(name);
        return false;
    }

    /// <summary>The rows of a table for the tokens of an input: the same ones wherever these are looked up.</summary>
    public LayerValue? Rows(int layer, int input)
        => _rows.TryGetValue((layer, input), out LayerValue? rows) ? rows : null;

    public void SetRows(int layer, int input, LayerValue rows) => _rows[(layer, input)] = rows;

    /// <summary>Whether a layer fits one width only.</summary>
    private static bool HasWeights(LayerSpec layer) => layer is RecurrentLayer or DenseLayer or LayerNormLayer
        or AttentionLayer { Score: not (Score.Dot or Score.ScaledDot) };
}
