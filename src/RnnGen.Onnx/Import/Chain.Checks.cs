using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>What a layer requires of the value that it reads.</summary>
internal sealed partial class Chain
{
    private void RequireWhole(OnnxNode node, Flow flow)
    {
        if (flow.Depth != _links.Count)
            throw new OnnxException($"{node} reads what another layer has read; only layers in a row are read.");
        int directions = _links.OfType<RecurrentLink>().LastOrDefault()?.Directions ?? 1;
        if (flow.Parts.Length == 1 && directions == 2)
            throw new OnnxException($"{node} reads one of two directions.");
    }

    private void Require(OnnxNode node, Flow flow, string axes)
    {
        if (flow.Axes != axes)
            throw new OnnxException(
                $"{node} reads axes in the order {flow.Axes}; expected {axes} (B rows, T steps, F features).");
    }

    private void RequireWidth(OnnxNode node, Flow flow, int units)
    {
        if (SizeOf('F', flow) is > 0 and var width && width != units)
            throw new OnnxException($"{node} has a matrix for {units} units, and reads {width}.");
    }

    /// <summary>The size of an axis of a value; 0 where the file leaves it open.</summary>
    private long SizeOf(char axis, Flow flow)
    {
        if (axis != 'F' || flow.Depth == 0)
            return Input.Shape[(IsTimeMajor ? "TBF" : "BTF").IndexOf(axis)].Value;
        int at = flow.Depth - 1;
        while (at > 0 && _links[at] is ReadOutLink)
            at--;
        return _links[at] switch
        {
            RecurrentLink layer => (long)layer.Hidden
                * (flow.Parts.Length > 0 ? flow.Parts.Length : layer.Directions),
            DenseLink dense => dense.Units,
            EmbeddingLink embedding => embedding.Table.Shape[1],
            _ => 0,
        };
    }
}
