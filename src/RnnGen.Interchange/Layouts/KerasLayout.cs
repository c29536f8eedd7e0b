namespace RnnGen.Layouts;

/// <summary>
/// <c>kernel</c> [in, G H], <c>recurrent_kernel</c> [H, G H], <c>bias</c> [G H], or [2, 3H] of a GRU that resets after
/// the product.
/// </summary>
internal sealed class KerasLayout() : PathLayout("kernel", "embeddings", "gamma", "beta")
{
    public override string System => "Keras";

    public override SystemOptions? Options => SystemOptions.Keras;

    protected override bool HasHiddenOptions => true;

    /// <summary>
    /// Drops <c>:0</c> and the names of cells, and calls directions <c>forward</c> and <c>backward</c>:
    /// <c>tagger/forward_lstm/lstm_cell_1/kernel:0</c> becomes <c>tagger/forward/kernel</c>.
    /// </summary>
    public override string Normalise(string name)
    {
        string[] parts = name.Replace('.', '/').Split(':')[0].Split('/');
        return string.Join('/', parts.Where(static part => !IsCell(part)).Select(static (part, i) => part switch
        {
            _ when i == 0 => part,
            _ when part.StartsWith("forward_", StringComparison.Ordinal) => "forward",
            _ when part.StartsWith("backward_", StringComparison.Ordinal) => "backward",
            _ => part,
        }));
    }

    /// <summary>The name of a model before those of its layers, as paths of a Sequential have it.</summary>
    public override string RootOf(IReadOnlyList<string> names)
    {
        string root = names.Count == 0 ? "" : names[0][..(names[0].IndexOf('/', StringComparison.Ordinal) + 1)];
        return root.Length > 0 && names.All(IsBelow) ? root : "";

        // A layer and its array behind it, which the directions of one layer are not.
        bool IsBelow(string name) => name.StartsWith(root, StringComparison.Ordinal)
            && name[root.Length..].Split('/') is [not ("forward" or "backward"), _, ..];
    }

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        foreach (string prefix in arrays.Before("/recurrent_kernel", 2))
        {
            if (prefix.EndsWith("/backward", StringComparison.Ordinal))
                continue;
            bool both = prefix.EndsWith("/forward", StringComparison.Ordinal);
            string name = both ? prefix[..^"/forward".Length] : prefix;
            long[] state = arrays.Shape($"{prefix}/recurrent_kernel", 2), input = arrays.Shape($"{prefix}/kernel", 2);
            SafetensorsTensor? bias = arrays.Find($"{prefix}/bias");

            // a bias of two rows, or of one, says which of the two it is
            bool isOpen = state[1] / state[0] == 3 && bias is null;
            CellForm? said = isOpen ? hints.GruOf(name, System) : null;
            yield return new WeightLayer
            {
                Name = name,
                Kind = WeightKind.Recurrent,
                Cell = (state[1] / state[0]) switch
                {
                    4 => CellForm.Lstm,
                    3 when isOpen => said ?? CellForm.GruResetAfter,
                    3 => bias!.Shape.Length == 2 ? CellForm.GruResetAfter : CellForm.GruResetBefore,
                    _ => CellForm.SimpleRnn,
                },
                Inputs = (int)input[0],
                Units = (int)state[0],
                Directions = both ? 2 : 1,
                HasBias = bias is not null,
                Note = isOpen && said is null
                    ? $"{name}: reset_after=True, Keras's default; --gru reset-before if it has False" : null,
            };
        }

        foreach (string name in arrays.Before("/kernel", 2))
        {
            if (arrays.Find($"{name}/recurrent_kernel") is null)
                yield return DenseAt(arrays, name);
        }

        foreach (WeightLayer layer in Embeddings(arrays).Concat(LayerNorms(arrays)))
            yield return layer;
    }

    protected override void Recurrent(WeightLayer layer, LayerMap map)
    {
        CellForm form = Form(
            layer, [CellForm.SimpleRnn, CellForm.Lstm, CellForm.GruResetAfter, CellForm.GruResetBefore], "");
        string gates = CellForms.IsGru(form) ? "zrn" : layer.Gates;
        (int h, int all) = (layer.Units, gates.Length * layer.Units);
        bool twoRows = form == CellForm.GruResetAfter;
        if (CellForms.IsGru(form))
            map.Notes.Add($"{layer}: GRU(reset_after={(twoRows ? "True" : "False")})");
        foreach ((int direction, string prefix, string suffix) in Directions(layer))
        {
            string kernel = $"{prefix}/kernel", recurrent = $"{prefix}/recurrent_kernel", bias = $"{prefix}/bias";
            map.Arrays.Add(new ForeignArray(kernel, [layer.Inputs, all]));
            map.Arrays.Add(new ForeignArray(recurrent, [h, all]));
            if (layer.HasBias)
                map.Arrays.Add(new ForeignArray(bias, twoRows ? [2, all] : [all]));
            for (int g = 0; g < layer.Gates.Length; g++)
            {
                char gate = layer.Gates[g];
                int at = gates.IndexOf(gate, StringComparison.Ordinal) * h;
                bool negated = IsNegated(layer, form, gate);
                map.Blocks.Add(new BlockCopy(
                    "weight_ih" + suffix, g * h, h, layer.Inputs, kernel, at, 1, all, negated));
                map.Blocks.Add(new BlockCopy("weight_hh" + suffix, g * h, h, h, recurrent, at, 1, all, negated));
                if (!layer.HasBias)
                    continue;
                map.Biases.Add(new BiasCopy(
                    direction, g, new BiasPlace(bias, at), twoRows ? new BiasPlace(bias, all + at) : null,
                    IsInner(layer, gate), negated, 0));
            }
        }
    }

    private static bool IsCell(string part)
    {
        string name = part.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
        return name is "lstm_cell" or "gru_cell" or "simple_rnn_cell";
    }
}
