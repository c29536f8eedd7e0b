namespace RnnGen.Layouts;

/// <summary>
/// An array a gate: <c>ii/kernel</c> [in, H], <c>hi/kernel</c> [H, H], <c>hi/bias</c> [H] of an LSTM; <c>ir</c>,
/// <c>iz</c>, <c>in</c> with and <c>hr</c>, <c>hz</c> without a bias, <c>hn</c> with one of a GRU.
/// </summary>
internal sealed class FlaxLayout() : PathLayout("kernel", "embedding", "scale", "bias")
{
    // The array of the input that only cells of one form have.
    private static readonly (string, CellForm)[] s_firstGates =
    [
        ("ii", CellForm.Lstm), ("ir", CellForm.GruResetAfter), ("i", CellForm.SimpleRnn),
    ];

    public override string System => "Flax";

    public override SystemOptions? Options => SystemOptions.Flax;

    protected override bool HasHiddenOptions => true;

    /// <summary>
    /// Drops <c>params</c> and the level of the cell, and calls directions <c>forward</c> and <c>backward</c>.
    /// </summary>
    public override string Normalise(string name)
    {
        string[] parts = name.Replace('.', '/').Split('/');
        return string.Join('/', parts.Where((part, i) => part != "cell" && (i > 0 || part != "params"))
            .Select(static part => part switch
            {
                "forward_rnn" => "forward",
                "backward_rnn" => "backward",
                _ => part,
            }));
    }

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        foreach ((string first, CellForm form) in s_firstGates)
        {
            foreach (string prefix in arrays.Before($"/{first}/kernel", 2))
            {
                if (prefix.EndsWith("/backward", StringComparison.Ordinal))
                    continue;
                bool both = prefix.EndsWith("/forward", StringComparison.Ordinal);
                long[] shape = arrays.Shape($"{prefix}/{first}/kernel", 2);
                yield return new WeightLayer
                {
                    Name = both ? prefix[..^"/forward".Length] : prefix,
                    Kind = WeightKind.Recurrent,
                    Cell = form,
                    Inputs = (int)shape[0],
                    Units = (int)shape[1],
                    Directions = both ? 2 : 1,
                };
            }
        }

        foreach (string name in arrays.Before("/kernel", 2).Where(static name => !IsGate(name)))
            yield return DenseAt(arrays, name);
        foreach (WeightLayer layer in Embeddings(arrays).Concat(LayerNorms(arrays)))
            yield return layer;
    }

    protected override void Recurrent(WeightLayer layer, LayerMap map)
    {
        CellForm form = Form(
            layer,
            [CellForm.SimpleRnn, CellForm.Lstm, CellForm.GruResetAfter],
            "its GRUCell resets after the product, and what is reset before cannot be written as that");
        int h = layer.Units;
        bool simple = form == CellForm.SimpleRnn;
        foreach ((int direction, string prefix, string suffix) in Directions(layer))
        {
            for (int g = 0; g < layer.Gates.Length; g++)
            {
                char gate = layer.Gates[g];
                string input = simple ? $"{prefix}/i" : $"{prefix}/i{gate}";
                string state = simple ? $"{prefix}/h" : $"{prefix}/h{gate}";
                map.Arrays.Add(new ForeignArray($"{input}/kernel", [layer.Inputs, h]));
                map.Arrays.Add(new ForeignArray($"{state}/kernel", [h, h]));
                map.Blocks.Add(new BlockCopy(
                    "weight_ih" + suffix, g * h, h, layer.Inputs, $"{input}/kernel", 0, 1, h));
                map.Blocks.Add(new BlockCopy("weight_hh" + suffix, g * h, h, h, $"{state}/kernel", 0, 1, h));

                // a cell has these biases whether they are wanted or not
                bool ofInput = form != CellForm.Lstm, ofState = form == CellForm.Lstm || IsInner(layer, gate);
                if (ofInput)
                    map.Arrays.Add(new ForeignArray($"{input}/bias", [h]));
                if (ofState)
                    map.Arrays.Add(new ForeignArray($"{state}/bias", [h]));
                map.Biases.Add(new BiasCopy(
                    direction,
                    g,
                    ofInput ? new BiasPlace($"{input}/bias", 0) : null,
                    ofState ? new BiasPlace($"{state}/bias", 0) : null,
                    IsInner(layer, gate),
                    false,
                    0));
            }
        }
    }

    private static bool IsGate(string name) => name[(name.LastIndexOf('/') + 1)..] is
        "i" or "h" or "ii" or "if" or "ig" or "io" or "hi" or "hf" or "hg" or "ho" or "ir" or "iz" or "in" or "hr"
        or "hz" or "hn";
}
