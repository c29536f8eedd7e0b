namespace RnnGen.Layouts;

/// <summary>
/// <c>W</c> [D, G H, in], <c>R</c> [D, G H, H], <c>B</c> [D, 2 G H], <c>P</c> [D, 3H]; LSTM i, o, f, c; GRU z, r, h.
/// </summary>
internal sealed class OnnxLayout : Layout
{
    public override string System => "ONNX";

    public override SystemOptions? Options => SystemOptions.Onnx;

    protected override bool HasHiddenOptions => true;

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        foreach (string name in arrays.Before(".R", 3))
        {
            long[] state = arrays.Shape($"{name}.R", 3), input = arrays.Shape($"{name}.W", 3);
            bool isGru = state[1] / state[2] == 3;
            CellForm? said = isGru ? hints.GruOf(name, System) : null;
            yield return new WeightLayer
            {
                Name = name,
                Kind = WeightKind.Recurrent,
                Cell = (state[1] / state[2]) switch
                {
                    4 when arrays.Find($"{name}.P") is not null => CellForm.LstmPeephole,
                    4 => CellForm.Lstm,
                    3 => said ?? CellForm.GruResetBefore,
                    _ => CellForm.SimpleRnn,
                },
                Inputs = (int)input[2],
                Units = (int)state[2],
                Directions = state[0] == 2 ? 2 : 1,
                HasBias = arrays.Find($"{name}.B") is not null,
                Note = isGru && said is null
                    ? $"{name}: linear_before_reset=0, ONNX's default; --gru reset-after if the node says 1" : null,
            };
        }

        foreach (WeightLayer layer in PyTorchLayout.Others(arrays, hints))
            yield return layer;
    }

    protected override void Dense(WeightLayer layer, LayerMap map) => PyTorchLayout.DenseAsIs(layer, map);

    protected override void Embedding(WeightLayer layer, LayerMap map) =>
        map.Whole("weight", $"{layer.Name}.weight", layer.Inputs, layer.Units);

    protected override void LayerNorm(WeightLayer layer, LayerMap map) => PyTorchLayout.LayerNormAsIs(layer, map);

    protected override void Recurrent(WeightLayer layer, LayerMap map)
    {
        CellForm form = Form(
            layer,
            [
                CellForm.SimpleRnn, CellForm.Lstm, CellForm.LstmPeephole, CellForm.GruResetAfter,
                CellForm.GruResetBefore,
            ],
            "");
        string gates = CellForms.IsGru(form) ? "zrn" : CellForms.IsLstm(form) ? "iofg" : layer.Gates;
        (int d, int h, int all) = (layer.Directions, layer.Units, gates.Length * layer.Units);
        if (CellForms.IsGru(form))
            map.Notes.Add($"{layer}: linear_before_reset={(form == CellForm.GruResetAfter ? 1 : 0)}");
        (string w, string r, string b, string p) =
            ($"{Base(layer)}.W", $"{Base(layer)}.R", $"{Base(layer)}.B", $"{Base(layer)}.P");
        map.Arrays.Add(new ForeignArray(w, [d, all, layer.Inputs]));
        map.Arrays.Add(new ForeignArray(r, [d, all, h]));
        if (layer.HasBias)
            map.Arrays.Add(new ForeignArray(b, [d, 2 * all]));
        if (form == CellForm.LstmPeephole)
            map.Arrays.Add(new ForeignArray(p, [d, 3 * h]));
        foreach ((int direction, _, string suffix) in Directions(layer))
        {
            for (int g = 0; g < layer.Gates.Length; g++)
            {
                char gate = layer.Gates[g];
                int at = gates.IndexOf(gate, StringComparison.Ordinal) * h;
                bool negated = IsNegated(layer, form, gate);
                long row = ((long)direction * all) + at;
                map.Blocks.Add(new BlockCopy(
                    "weight_ih" + suffix, g * h, h, layer.Inputs, w, row * layer.Inputs, layer.Inputs, 1, negated));
                map.Blocks.Add(new BlockCopy("weight_hh" + suffix, g * h, h, h, r, row * h, h, 1, negated));
                if (!layer.HasBias)
                    continue;
                long bias = ((long)direction * 2 * all) + at;
                map.Biases.Add(new BiasCopy(
                    direction, g, new BiasPlace(b, bias), new BiasPlace(b, bias + all), IsInner(layer, gate), negated,
                    0));
            }

            if (form != CellForm.LstmPeephole)
                continue;
            const string Order = "iof";
            for (int k = 0; k < Order.Length; k++)
            {
                map.Blocks.Add(new BlockCopy(
                    $"weight_c{Order[k]}{suffix}", 0, h, 1, p, (((long)direction * 3) + k) * h, 1, 1));
            }
        }
    }
}
