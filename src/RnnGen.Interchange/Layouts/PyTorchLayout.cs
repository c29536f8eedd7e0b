using System.Globalization;

namespace RnnGen.Layouts;

/// <summary>
/// RnnGen's own names and orders, with two biases [G H] whatever the cell: <c>weight_ih_l0</c>, <c>weight_hh_l0</c>,
/// <c>bias_ih_l0</c>, <c>bias_hh_l0</c>, the other direction with <c>_reverse</c>.
/// </summary>
internal class PyTorchLayout : Layout
{
    private const string FirstWeight = ".weight_hh_l";

    public override string System => "PyTorch";

    public override SystemOptions? Options => SystemOptions.PyTorch;

    private (string Start, string End) Ends =>
        IsOwn ? (".start", ".end") : (".start_transitions", ".end_transitions");

    /// <summary>Whether files have the biases and equations that RnnGen's declarations have.</summary>
    protected virtual bool IsOwn => false;

    public override IEnumerable<WeightLayer> Recognise(ArraySet arrays, RecognitionHints hints)
    {
        foreach (string weight in arrays.Names)
        {
            int at = weight.LastIndexOf(FirstWeight, StringComparison.Ordinal);
            if (at < 1 || !int.TryParse(
                weight.AsSpan(at + FirstWeight.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int stack))
            {
                continue;
            }

            string name = weight[..at], number = weight[(at + FirstWeight.Length)..];
            long[] state = arrays.Shape(weight, 2), input = arrays.Shape($"{name}.weight_ih_l{number}", 2);
            SafetensorsTensor? projection = arrays.Find($"{name}.weight_hr_l{number}");
            SafetensorsTensor? stateBias = arrays.Find($"{name}.bias_hh_l{number}");
            int units = projection is null ? (int)state[1] : (int)arrays.Shape(projection.Name, 2)[1];
            CellForm form = state[0] % units == 0
                ? FormOf(weight, name, (int)(state[0] / units), hints)
                : throw new LayoutException($"'{Excerpt.Of(weight)}' is {TensorTypes.Print(state)}: no rows of gates.");
            yield return new WeightLayer
            {
                Name = name,
                Kind = WeightKind.Recurrent,
                Stack = stack,
                Cell = form != CellForm.Lstm ? form
                    : projection is not null ? CellForm.LstmProjected
                    : IsOwn && arrays.Find($"{name}.weight_ci_l{number}") is not null ? CellForm.LstmPeephole : form,
                Inputs = (int)input[1],
                Units = units,
                Projection = projection is null ? 0 : (int)state[1],
                Directions = arrays.Find($"{weight}{Reverse}") is null ? 1 : 2,
                HasBias = arrays.Find($"{name}.bias_ih_l{number}") is not null,
                HasOneBias = IsOwn && RnnGenLayout.IsOneBias(stateBias, (int)(state[0] / units), units),
            };
        }

        foreach (WeightLayer layer in Others(arrays, hints))
            yield return layer;
        foreach (string name in arrays.Before(".transitions", 2))
            yield return CrfAt(arrays, name);
    }

    /// <summary>A module that was saved by itself has no name, and a cell no number of a layer.</summary>
    public override string? Advice(IEnumerable<string> unknown)
    {
        foreach (string name in unknown)
        {
            int dot = name.LastIndexOf('.');
            string array = name[(dot + 1)..];
            bool isCell = array is "weight_ih" or "weight_hh" or "bias_ih" or "bias_hh";
            bool isLayer = array is "weight" or "bias" || array.StartsWith("weight_ih_l", StringComparison.Ordinal)
                || array.StartsWith("weight_hh_l", StringComparison.Ordinal);
            string numbered = isCell ? $"{array}_l0" : array, plain = Excerpt.Of(name);
            if (dot < 0 && (isCell || isLayer))
            {
                return $"No name of a layer stands before '{plain}': save the state_dict of a module that has the "
                    + $"layer as a member, or rename the arrays: '{Excerpt.Of($"layer.{numbered}")}' and so on.";
            }

            if (isCell)
            {
                return $"'{plain}' is a cell's (LSTMCell, GRUCell, RNNCell), of which nothing is known; as those of a "
                    + $"layer the arrays are called '{Excerpt.Of($"{name[..dot]}.{numbered}")}' and so on.";
            }
        }

        return null;
    }

    /// <summary>Layers whose arrays are called <c>weight</c> and <c>bias</c>.</summary>
    internal static IEnumerable<WeightLayer> Others(ArraySet arrays, RecognitionHints hints)
    {
        // a normalisation without what it adds is another layer, as is what has one number, or one for each feature
        foreach (string name in arrays.Before(".weight", 1).Where(name => arrays.Has($"{name}.bias", 1)))
        {
            int features = (int)arrays.Shape($"{name}.weight", 1)[0];
            yield return new WeightLayer
            {
                Name = name,
                Kind = WeightKind.LayerNorm,
                Inputs = features,
                Units = features,
            };
        }

        foreach (string name in arrays.Before(".weight", 2))
        {
            bool hasBias = arrays.Find($"{name}.bias") is not null;
            long[] shape = arrays.Shape($"{name}.weight", 2);
            bool isTable = !hasBias && hints.IsEmbedding(name);
            yield return new WeightLayer
            {
                Name = name,
                Kind = isTable ? WeightKind.Embedding : WeightKind.Dense,
                Inputs = (int)shape[isTable ? 0 : 1],
                Units = (int)shape[isTable ? 1 : 0],
                HasBias = hasBias,
                Note = hasBias ? null : hints.Note(name),
            };
        }
    }

    /// <summary>What a recurrent layer is, of which only the number of its gates is known.</summary>
    /// <exception cref="LayoutException">That does not say it.</exception>
    protected virtual CellForm FormOf(string weight, string name, int gates, RecognitionHints hints) => gates switch
    {
        4 => CellForm.Lstm,
        3 => CellForm.GruResetAfter,
        1 => CellForm.SimpleRnn,
        _ => throw new LayoutException(
            $"'{Excerpt.Of(weight)}' has the rows of {gates} gates; PyTorch's layers have 4, 3 or 1."),
    };

    internal static void DenseAsIs(WeightLayer layer, LayerMap map)
    {
        map.Whole("weight", $"{layer.Name}.weight", layer.Units, layer.Inputs);
        if (layer.HasBias)
            map.Whole("bias", $"{layer.Name}.bias", layer.Units);
    }

    internal static void LayerNormAsIs(WeightLayer layer, LayerMap map) =>
        map.Whole("weight", $"{layer.Name}.weight", layer.Inputs).Whole("bias", $"{layer.Name}.bias", layer.Inputs);

    /// <summary>pytorch-crf's names, or RnnGen's own.</summary>
    protected override void Crf(WeightLayer layer, LayerMap map)
    {
        map.Whole("transitions", $"{layer.Name}.transitions", layer.Units, layer.Units);
        if (layer.HasBias)
        {
            map.Whole("start", layer.Name + Ends.Start, layer.Units).Whole("end", layer.Name + Ends.End, layer.Units);
        }

        if (IsOwn)
            return;
        string ends = layer.HasBias ? "" : ", start_transitions and end_transitions set to 0";
        map.Notes.Add($"{layer}: CRF({layer.Units}) of pytorch-crf{ends}; it allows paths that a Scheme forbids");
    }

    /// <summary>A conditional random field, by its transitions.</summary>
    protected WeightLayer CrfAt(ArraySet arrays, string name)
    {
        int classes = (int)arrays.Shape($"{name}.transitions", 2)[0];
        return new WeightLayer
        {
            Name = name,
            Kind = WeightKind.Crf,
            Inputs = classes,
            Units = classes,
            HasBias = arrays.Find(name + Ends.Start) is not null,
        };
    }

    protected override void Dense(WeightLayer layer, LayerMap map) => DenseAsIs(layer, map);

    protected override void Embedding(WeightLayer layer, LayerMap map) =>
        map.Whole("weight", $"{layer.Name}.weight", layer.Inputs, layer.Units);

    protected override void LayerNorm(WeightLayer layer, LayerMap map) => LayerNormAsIs(layer, map);

    protected override void Recurrent(WeightLayer layer, LayerMap map)
    {
        if (!IsOwn)
            Check(layer);
        int all = layer.Gates.Length * layer.Units;
        foreach ((int direction, _, string suffix) in Directions(layer))
        {
            string ending = string.Create(CultureInfo.InvariantCulture, $"_l{layer.Stack}{suffix}");
            map.Whole("weight_ih" + suffix, $"{layer.Name}.weight_ih{ending}", all, layer.Inputs);
            map.Whole("weight_hh" + suffix, $"{layer.Name}.weight_hh{ending}", all, layer.StateUnits);
            if (layer.Cell == CellForm.LstmProjected)
                map.Whole("weight_hr" + suffix, $"{layer.Name}.weight_hr{ending}", layer.Projection, layer.Units);
            if (layer.Cell == CellForm.LstmPeephole)
            {
                foreach (char gate in "ifo")
                    map.Whole($"weight_c{gate}{suffix}", $"{layer.Name}.weight_c{gate}{ending}", layer.Units);
            }

            if (layer.HasBias)
                Biases(layer, map, direction, ending);
        }
    }

    private void Biases(WeightLayer layer, LayerMap map, int direction, string ending)
    {
        bool isOne = IsOwn && layer.HasOneBias;
        (string input, string state) = ($"{layer.Name}.bias_ih{ending}", $"{layer.Name}.bias_hh{ending}");
        int all = layer.Gates.Length * layer.Units;
        map.Arrays.Add(new ForeignArray(input, [all]));
        if (!isOne)
            map.Arrays.Add(new ForeignArray(state, [all]));
        else if (layer.Cell == CellForm.GruResetAfter)
            map.Arrays.Add(new ForeignArray(state, [layer.Units]));
        for (int g = 0; g < layer.Gates.Length; g++)
        {
            int at = g * layer.Units;
            bool inner = IsInner(layer, layer.Gates[g]);
            BiasPlace? second = !isOne ? new BiasPlace(state, at) : inner ? new BiasPlace(state, 0) : null;
            map.Biases.Add(new BiasCopy(direction, g, new BiasPlace(input, at), second, inner, false, 0));
        }
    }

    private void Check(WeightLayer layer)
    {
        CellForm form = Form(
            layer,
            [CellForm.SimpleRnn, CellForm.Lstm, CellForm.LstmProjected, CellForm.GruResetAfter],
            "its GRU resets after the product, and what is reset before cannot be written as that");
        if (form == CellForm.SimpleRnn && layer.Activation is not (null or Activation.Tanh or Activation.Relu))
            throw new LayoutException($"PyTorch's RNN has tanh and relu, not {layer.Activation}.");
    }
}
