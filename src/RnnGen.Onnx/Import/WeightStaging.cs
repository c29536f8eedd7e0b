using System.Numerics;
using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Import;

/// <summary>
/// The numbers of layers in a row in the places of a model.
/// </summary>
internal sealed class WeightStaging<T>(ModelStructure structure, StagedWeights<T> weights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Finds a place for all numbers of the layers.</summary>
    /// <exception cref="OnnxException">A layer of the file is not that of the model.</exception>
    public void Stage(IReadOnlyList<Link> links)
    {
        Queue<Link> left = new(links.Where(static link => link is not ReadOutLink));
        for (int number = 0; number < structure.Layers.Count; number++)
        {
            LayerStructure layer = structure.Layers[number];
            switch (layer.Kind)
            {
                case LayerKind.Embedding:
                    Embedding(number, layer, Next<EmbeddingLink>(left, layer, "an embedding"));
                    break;
                case LayerKind.Dense:
                    Dense(number, layer, Next<DenseLink>(left, layer, "a dense layer"));
                    break;
                case LayerKind.Recurrent:
                    for (int stack = 0; stack < layer.Sizes.Count; stack++)
                        Recurrent(number, stack, layer, Next<RecurrentLink>(left, layer, "a recurrent layer"));
                    break;
                case LayerKind.Dropout or LayerKind.LastStep or LayerKind.MeanPool or LayerKind.MaxPool:
                    break;
                default:
                    throw new OnnxException(
                        $"'{layer.Name}' of {structure.Info.Name} is {layer.Kind}, which no file is read into.");
            }
        }

        if (left.TryDequeue(out Link? more))
            throw new OnnxException($"{more.Node} has no layer in {structure.Info.Name}.");
        weights.RequireAll(structure);
    }

    private static TLink Next<TLink>(Queue<Link> left, LayerStructure layer, string what)
        where TLink : Link
    {
        if (!left.TryDequeue(out Link? link))
            throw new OnnxException($"'{layer.Name}' is {what}, and the file has no further layer.");
        return link as TLink ?? throw new OnnxException($"'{layer.Name}' is {what}; the file has {link.Node} there.");
    }

    private void Embedding(int number, LayerStructure layer, EmbeddingLink link)
    {
        Require(link, link.Table.Shape.SequenceEqual([(long)layer.Vocabulary, layer.Units]),
            $"its table is [{string.Join(", ", link.Table.Shape)}]; "
                + $"'{layer.Name}' has [{layer.Vocabulary}, {layer.Units}]");
        Put(Find(number, TensorRole.Table)!, 0, link.Table.Length, link.Table.At);
    }

    private void Dense(int number, LayerStructure layer, DenseLink link)
    {
        Require(link, link.Units == layer.Units && link.Activation == layer.Activation,
            $"it is Dense({link.Units}, {link.Activation}); "
                + $"'{layer.Name}' is Dense({layer.Units}, {layer.Activation})");
        double At(int i) => link.At(i / link.Inputs, i % link.Inputs);
        if (layer.TiedTo is null)
        {
            TensorStructure weight = Find(number, TensorRole.Weight)!;
            Require(link, weight.Parameter.Columns == link.Inputs,
                $"it reads {link.Inputs} units; '{layer.Name}' reads {weight.Parameter.Columns}");
            Put(weight, 0, link.Weight.Length, At);
        }
        else
        {
            T[] table = TableOf(layer, out string name);
            Require(link, table.Length == link.Weight.Length,
                $"its matrix has {link.Weight.Length} numbers; '{name}', to which '{layer.Name}' is tied, has "
                    + $"{table.Length}");
            Require(link, Enumerable.Range(0, table.Length).All(i => StagedWeights<T>.IsSame(At(i), table[i])),
                $"its weights are not the table that '{layer.Name}' is tied to");
        }

        if (Find(number, TensorRole.Bias) is { } own)
            Put(own, 0, layer.Units, i => link.Bias?.At(i) ?? 0);
        else
            Require(link, link.Bias is null || link.Bias.IsZero(0, layer.Units), $"'{layer.Name}' has no bias");
    }

    /// <summary>The table that a layer is tied to, which stands in front of it and so has been staged.</summary>
    private T[] TableOf(LayerStructure layer, out string name)
    {
        foreach (TensorStructure tensor in structure.Tensors)
        {
            name = tensor.Parameter.Name;
            if (tensor.Role == TensorRole.Table && weights.Find(name) is { } table)
                return table;
        }

        throw new OnnxException(
            $"'{layer.Name}' is tied to the table of '{layer.TiedTo}', and the file has no embedding before it.");
    }

    private void Recurrent(int number, int stack, LayerStructure layer, RecurrentLink link)
    {
        CellForm? form = CellForm.Of(layer.Cell);
        Require(link, form is not null && form.Node == link.Form.Node, $"'{layer.Name}' is of {layer.Cell}");
        Require(link, form!.LinearBeforeReset == link.Form.LinearBeforeReset,
            $"linear_before_reset is {link.Node.Int("linear_before_reset", 0)}; '{layer.Name}' resets the other way");
        Require(link, form.HasPeepholes == link.Form.HasPeepholes, $"only one of it and '{layer.Name}' has peepholes");
        Require(link, form.Node != "RNN" || link.Activation == layer.Activation,
            $"its activation is {link.Activation}, and that of '{layer.Name}' {layer.Activation}");
        Require(link, link.Hidden == layer.Sizes[stack],
            $"it has {link.Hidden} units; '{layer.Name}' has {layer.Sizes[stack]}");
        string direction = layer.IsBidirectional ? "bidirectional" : layer.GoesBackwards ? "reverse" : "forward";
        Require(link, link.Direction == direction, $"it runs {link.Direction}, and '{layer.Name}' {direction}");
        bool isPlain = layer.Zoneout == 0 && !layer.IsResidual;
        Require(link, isPlain && (layer.Merge == Merge.Concat || !layer.IsBidirectional),
            $"'{layer.Name}' has zoneout, a residual or another merge than side by side");
        for (int d = 0; d < link.Directions; d++)
            Direction(number, stack, d == 1 || layer.GoesBackwards, d, form, layer, link);
    }

    private void Direction(
        int number, int stack, bool isReverse, int d, CellForm form, LayerStructure layer, RecurrentLink link)
    {
        TensorStructure Own(TensorRole role) => Find(number, role, stack, isReverse)!;
        Require(link, Own(TensorRole.InputWeight).Parameter.Columns == link.Inputs,
            $"it reads {link.Inputs} units; '{layer.Name}' reads {Own(TensorRole.InputWeight).Parameter.Columns}");
        int inputs = link.Inputs, hidden = link.Hidden, rows = link.Rows;
        Gates(link, form, Own(TensorRole.InputWeight), hidden * inputs, link.Weight, d * rows * inputs);
        Gates(link, form, Own(TensorRole.StateWeight), hidden * hidden, link.StateWeight, d * rows * hidden);
        TensorStructure? ofInput = Find(number, TensorRole.InputBias, stack, isReverse);
        TensorStructure? ofState = Find(number, TensorRole.StateBias, stack, isReverse);
        Gates(link, form, ofInput, hidden, link.Bias, d * 2 * rows);
        Gates(link, form, ofState, hidden, link.Bias, ((d * 2) + 1) * rows);
        for (int i = 0; i < CellForm.Peepholes.Count && form.HasPeepholes; i++)
        {
            string name = CellForm.Peepholes[i];
            int start = ((3 * d) + i) * hidden;
            TensorStructure own = structure.Tensors.First(tensor => tensor.Layer == number && tensor.Stack == stack
                && tensor.IsReverse == isReverse && tensor.Name == name);
            Put(own, 0, hidden, k => link.Peepholes!.At(start + k));
        }
    }

    /// <summary>Rows of a node, gate by gate, into those of a tensor; what it has no rows for must be zero.</summary>
    /// <param name="link">The node.</param>
    /// <param name="form">The order of its gates.</param>
    /// <param name="tensor">The tensor; null where the layer has none.</param>
    /// <param name="block">Numbers of a gate.</param>
    /// <param name="from">Where they stand; null for zeros.</param>
    /// <param name="start">The first of them there.</param>
    private void Gates(
        RecurrentLink link, CellForm form, TensorStructure? tensor, int block, OnnxTensor? from, int start)
    {
        for (int g = 0; g < form.Gates.Length; g++)
        {
            int at = start + (g * block);
            bool isNegated = form.NegatedGate == form.Gates[g];
            if (tensor?.Gates.FirstOrDefault(gate => gate.Name == form.Gates[g]) is { } place)
                Put(tensor, place.First * (block / link.Hidden), block,
                    i => from is null ? 0 : isNegated ? -from.At(at + i) : from.At(at + i));
            else
                Require(link, from is null || from.IsZero(at, block),
                    "there is a second bias, or one where the layer has none: declare Biases = 2");
        }
    }

    private TensorStructure? Find(int layer, TensorRole role, int stack = 0, bool isReverse = false)
        => structure.Tensors.FirstOrDefault(tensor
            => tensor.Layer == layer && tensor.Role == role && tensor.Stack == stack && tensor.IsReverse == isReverse);

    private void Put(TensorStructure tensor, int at, int count, Func<int, double> value)
    {
        T[] room = weights.Of(tensor.Parameter);
        for (int i = 0; i < count; i++)
            weights.Put(tensor.Parameter, room, at + i, value(i));
    }

    private static void Require(Link link, bool holds, string problem)
    {
        if (!holds)
            throw new OnnxException($"{link.Node}: {problem}.");
    }
}
