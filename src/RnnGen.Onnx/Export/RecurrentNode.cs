using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>A layer, in one direction or in both, as a node LSTM, GRU or RNN.</summary>
internal sealed class RecurrentNode(NetworkExport network, StandardCell cell)
{
    private readonly GraphWriter _graph = network.Graph;
    private readonly int _hidden = cell.Region.States[0].Size;
    private readonly string[] _gates = cell.Form.Gates;

    /// <summary>
    /// Writes the node and says what its regions gave; the first region is number <paramref name="first"/>.
    /// </summary>
    public void Write(int first, IReadOnlyList<RegionStructure> regions)
    {
        RegionStructure region = cell.Region;
        string x = _graph.Concat([.. region.Inputs.Select(network.Value)], -1);
        int width = region.Inputs.Sum(static input => input.Size), d = regions.Count, rows = _gates.Length * _hidden;
        float[] weight = Join(regions, r => Matrix(r, TensorRole.InputWeight, width));
        float[] state = Join(regions, r => Matrix(r, TensorRole.StateWeight, _hidden));
        List<string> inputs =
        [
            x,
            _graph.Weights(region.Name + ".W", weight, d, rows, width),
            _graph.Weights(region.Name + ".R", state, d, rows, _hidden),
            cell.Layer.Biases == 0 ? "" : _graph.Weights(region.Name + ".B", Join(regions, Biases), d, 2 * rows),
            network.LengthsOf(region.Axis),
        ];
        string?[][] starts = [.. region.States.Select((_, j)
            => regions.Select((_, i) => network.Start(first + i, j)).ToArray())];
        inputs.AddRange(starts.Select(Start));
        if (cell.Form.HasPeepholes)
            inputs.Add(_graph.Weights(region.Name + ".P", Join(regions, Peepholes), d, 3 * _hidden));
        while (inputs[^1].Length == 0)
            inputs.RemoveAt(inputs.Count - 1);
        string[] outputs = _graph.Add(
            cell.Form.Node, [.. inputs], [.. Attributes(regions)], 1 + region.States.Count);
        string[] steps = PerDirection(outputs[0], d, axis: 1);
        for (int i = 0; i < d; i++)
        {
            for (int output = 0; output < regions[i].Outputs.Count; output++)
                network.Set(first + i, output, steps[i]);
        }

        for (int j = 0; j < region.States.Count; j++)
        {
            string[] finals = PerDirection(outputs[1 + j], d, axis: 0);
            for (int i = 0; i < d; i++)
                network.SetFinal(first + i, j, Final(finals[i], starts[j][i]));
        }
    }

    private IEnumerable<OnnxAttribute> Attributes(IReadOnlyList<RegionStructure> regions)
    {
        yield return GraphWriter.Int("hidden_size", _hidden);
        yield return GraphWriter.Text(
            "direction", regions.Count == 2 ? "bidirectional" : regions[0].IsReverse ? "reverse" : "forward");
        if (cell.Form.Node == "GRU")
            yield return GraphWriter.Int("linear_before_reset", cell.Form.LinearBeforeReset ? 1 : 0);
        if (cell.Activation is not { } activation)
            yield break;
        yield return new OnnxAttribute
        {
            Name = "activations",
            Kind = AttributeKind.Texts,
            Texts = [.. regions.Select(_ => activation.Name)],
        };
        if (activation.Alpha != 0)
            yield return Floats("activation_alpha", activation.Alpha);
        if (activation.Alpha != 0 && activation.Name is "Affine" or "HardSigmoid")
            yield return Floats("activation_beta", activation.Beta);

        OnnxAttribute Floats(string name, float value)
            => new() { Name = name, Kind = AttributeKind.Floats, Floats = [.. regions.Select(_ => value)] };
    }

    /// <summary>[directions, batch, units]; empty where all start from zero.</summary>
    private string Start(string?[] starts)
    {
        if (starts.All(static start => start is null))
            return "";
        return _graph.Concat(
            [.. starts.Select(start => _graph.Unsqueeze(start ?? network.Spread(_graph.Constant(0), _hidden), 0))], 0);
    }

    /// <summary>A row without steps ends with what it started from; runtimes say zero.</summary>
    private string Final(string final, string? start)
        => start is not null && network.EmptyRows(cell.Region.Axis) is { } empty
            ? _graph.Add("Where", empty, start, final) : final;

    private string[] PerDirection(string value, int directions, int axis)
        => [.. _graph.Split(value, [.. Enumerable.Repeat(1, directions)], axis)
            .Select(one => _graph.Squeeze(one, axis))];

    private static float[] Join(IReadOnlyList<RegionStructure> regions, Func<RegionStructure, float[]> part)
        => [.. regions.SelectMany(part)];

    /// <summary>Rows of a weight, gate by gate. [gates x hidden, columns]</summary>
    private float[] Matrix(RegionStructure region, TensorRole role, int columns)
    {
        float[] result = new float[_gates.Length * _hidden * columns];
        (TensorStructure tensor, float[] values) = Tensor(region, role)!.Value;
        for (int g = 0; g < _gates.Length; g++)
            Copy(tensor, values, g, columns, result.AsSpan(g * _hidden * columns));
        return result;
    }

    /// <summary>Biases of the input's products, then of the state's. [2 x gates x hidden]</summary>
    private float[] Biases(RegionStructure region)
    {
        int rows = _gates.Length * _hidden;
        float[] result = new float[2 * rows];
        foreach ((TensorRole role, int start) in new[] { (TensorRole.InputBias, 0), (TensorRole.StateBias, rows) })
        {
            if (Tensor(region, role) is not ({ } tensor, { } values))
                continue;
            for (int g = 0; g < _gates.Length; g++)
                Copy(tensor, values, g, 1, result.AsSpan(start + (g * _hidden)));
        }

        return result;
    }

    private float[] Peepholes(RegionStructure region) => [.. CellForm.Peepholes.SelectMany(name
        => network.Parameters[Find(region, tensor => tensor.Name == name)!.Value])];

    /// <summary>The rows of one gate, where the tensor has them, the other way round where ONNX has it so.</summary>
    private void Copy(TensorStructure tensor, float[] values, int gate, int columns, Span<float> to)
    {
        if (tensor.Gates.FirstOrDefault(rows => rows.Name == _gates[gate]) is not { } rows)
            return;
        values.AsSpan(rows.First * columns, rows.Rows * columns).CopyTo(to);
        if (cell.Form.NegatedGate != _gates[gate])
            return;
        foreach (ref float value in to[..(rows.Rows * columns)])
            value = -value;
    }

    private (TensorStructure Tensor, float[] Values)? Tensor(RegionStructure region, TensorRole role)
        => Find(region, tensor => tensor.Role == role) is { } i
            ? (network.Structure.Tensors[i], network.Parameters[i]) : null;

    private int? Find(RegionStructure region, Predicate<TensorStructure> which)
    {
        for (int i = 0; i < network.Structure.Tensors.Count; i++)
        {
            TensorStructure tensor = network.Structure.Tensors[i];
            if (tensor.Layer == region.Layer && tensor.Stack == region.Stack && tensor.IsReverse == region.IsReverse
                && which(tensor))
                return i;
        }

        return null;
    }
}
