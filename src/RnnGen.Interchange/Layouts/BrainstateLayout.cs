namespace RnnGen.Layouts;

/// <summary>
/// One matrix for input and state, the input's rows first: <c>W/weight</c> [in + H, 4H] of an LSTM, gates i, g, f, o
/// with f read as f + 1; <c>Wrz/weight</c> [in + H, 2H] and <c>Wh/weight</c> [in + H, H] of a GRU, which is the
/// textbook one; biases beside them.
/// </summary>
internal sealed class BrainstateLayout() : PathLayout("weight", "weight", "scale", "bias")
{
    public override string System => "brainstate";

    public override SystemOptions? Options => SystemOptions.Brainstate;

    /// <summary>What a state of several arrays is called twice: <c>W/weight/bias</c> becomes <c>W/bias</c>.</summary>
    public override string Normalise(string name) => name.Replace('.', '/')
        .Replace("/weight/weight", "/weight", StringComparison.Ordinal)
        .Replace("/weight/bias", "/bias", StringComparison.Ordinal)
        .Replace("/weight/scale", "/scale", StringComparison.Ordinal);

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        foreach (string prefix in arrays.Before("/Wh/weight", 2))
        {
            long[] shape = arrays.Shape($"{prefix}/Wh/weight", 2);
            yield return Recurrent(arrays, prefix, CellForm.GruTextbook, shape[0], shape[1], $"{prefix}/Wh/bias");
        }

        foreach (string prefix in arrays.Before("/W/weight", 2))
        {
            long[] shape = arrays.Shape($"{prefix}/W/weight", 2);
            CellForm form = hints.Cells.TryGetValue(prefix, out CellForm said)
                && said is CellForm.Lstm or CellForm.SimpleRnn ? said : throw new LayoutException(
                $"'{Excerpt.Of(prefix)}/W/weight' may be of an LSTM or of a simple RNN; say which: --cell "
                    + $"{Excerpt.Of(prefix)}=lstm or {Excerpt.Of(prefix)}=rnn.");
            if (form == CellForm.Lstm && shape[1] % 4 != 0)
            {
                throw new LayoutException(
                    $"'{Excerpt.Of(prefix)}/W/weight' has {shape[1]} columns; those of an LSTM are a multiple of 4.");
            }

            long units = form == CellForm.Lstm ? shape[1] / 4 : shape[1];
            yield return Recurrent(arrays, prefix, form, shape[0], units, $"{prefix}/W/bias");
        }

        foreach (string name in arrays.Before("/weight", 2).Where(static name => !IsPart(name)))
        {
            bool hasBias = arrays.Find($"{name}/bias") is not null;
            WeightLayer layer = !hasBias && hints.IsEmbedding(name) ? EmbeddingAt(arrays, name) : DenseAt(arrays, name);
            yield return layer with { Note = hasBias ? null : hints.Note(name) };
        }

        foreach (WeightLayer layer in LayerNorms(arrays))
            yield return layer;
    }

    protected override void Recurrent(WeightLayer layer, LayerMap map)
    {
        CellForm form = Form(
            layer,
            [CellForm.SimpleRnn, CellForm.Lstm, CellForm.GruTextbook],
            "its GRUCell resets before the product, and what is reset after cannot be written as that");
        if (form == CellForm.Lstm)
            map.Notes.Add($"{layer}: the 1 that brainstate adds to the forget gate is in RnnGen's bias");
        foreach ((int direction, string prefix, string suffix) in Directions(layer))
        {
            if (form == CellForm.GruTextbook)
            {
                Matrix(layer, map, form, direction, suffix, $"{prefix}/Wrz", "rz");
                Matrix(layer, map, form, direction, suffix, $"{prefix}/Wh", "n");
            }
            else
            {
                Matrix(layer, map, form, direction, suffix, $"{prefix}/W", form == CellForm.Lstm ? "igfo" : "h");
            }
        }
    }

    private static void Matrix(
        WeightLayer layer, LayerMap map, CellForm form, int direction, string suffix, string prefix, string gates)
    {
        (int h, int all) = (layer.Units, gates.Length * layer.Units);
        (string weight, string bias) = ($"{prefix}/weight", $"{prefix}/bias");

        // the 1 of the forget gate is a bias, and needs one; a file of a layer without another has none
        bool isLstm = form == CellForm.Lstm, hasBias = layer.HasBias || isLstm;
        map.Arrays.Add(new ForeignArray(weight, [layer.Inputs + h, all]));
        if (hasBias)
            map.Arrays.Add(new ForeignArray(bias, [all], IsOptional: isLstm));
        for (int p = 0; p < gates.Length; p++)
        {
            char gate = gates[p];
            int g = layer.Gates.IndexOf(gate, StringComparison.Ordinal);
            bool negated = IsNegated(layer, form, gate);
            long state = ((long)layer.Inputs * all) + (p * h);
            map.Blocks.Add(new BlockCopy(
                "weight_ih" + suffix, g * h, h, layer.Inputs, weight, p * h, 1, all, negated));
            map.Blocks.Add(new BlockCopy("weight_hh" + suffix, g * h, h, h, weight, state, 1, all, negated));
            if (!hasBias)
                continue;
            map.Biases.Add(new BiasCopy(
                direction, g, new BiasPlace(bias, p * h), null, false, negated, gate == 'f' ? 1 : 0));
        }
    }

    private static WeightLayer Recurrent(
        ArraySet arrays, string prefix, CellForm form, long rows, long units, string bias)
    {
        if (prefix[(prefix.LastIndexOf('/') + 1)..] is "forward" or "backward")
            throw new LayoutException($"'{Excerpt.Of(prefix)}' is one direction of two, not told apart here.");
        return rows <= units
            ? throw new LayoutException(
                $"'{Excerpt.Of(prefix)}' has a matrix of {rows} rows, for an input and {units} states.")
            : new WeightLayer
            {
                Name = prefix,
                Kind = WeightKind.Recurrent,
                Cell = form,
                Inputs = (int)(rows - units),
                Units = (int)units,
                HasBias = arrays.Find(bias) is not null,
            };
    }

    private static bool IsPart(string name) => name[(name.LastIndexOf('/') + 1)..] is "W" or "Wrz" or "Wh";
}
