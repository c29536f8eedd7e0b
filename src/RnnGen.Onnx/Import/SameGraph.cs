using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// Whether two graphs are one but for the numbers of their tensors and the names of their nodes.
/// </summary>
internal static class SameGraph
{
    public static bool Is(OnnxGraph one, OnnxGraph other)
        => All(one.Inputs, other.Inputs, Is) && All(one.Outputs, other.Outputs, Is)
            && All(one.Initializers, other.Initializers, Is) && All(one.Nodes, other.Nodes, Is);

    private static bool Is(OnnxNode one, OnnxNode other)
        => one.Type == other.Type && one.Domain == other.Domain && one.Inputs.SequenceEqual(other.Inputs)
            && one.Outputs.SequenceEqual(other.Outputs) && All(one.Attributes, other.Attributes, Is);

    private static bool Is(OnnxAttribute one, OnnxAttribute other)
        => one.Name == other.Name && one.Kind == other.Kind && one.Float.Equals(other.Float) && one.Int == other.Int
            && one.Text == other.Text && one.Tensor is null && other.Tensor is null
            && one.Floats.SequenceEqual(other.Floats) && one.Ints.SequenceEqual(other.Ints)
            && one.Texts.SequenceEqual(other.Texts)
            && (one.Graph is null ? other.Graph is null : other.Graph is not null && Is(one.Graph, other.Graph));

    private static bool Is(OnnxValue one, OnnxValue other)
        => one.Name == other.Name && one.Type == other.Type && one.Shape.SequenceEqual(other.Shape);

    private static bool Is(OnnxTensor one, OnnxTensor other)
        => one.Name == other.Name && one.Type == other.Type && one.Shape.SequenceEqual(other.Shape);

    private static bool All<TPart>(
        IReadOnlyList<TPart> one, IReadOnlyList<TPart> other, Func<TPart, TPart, bool> isSame)
    {
        if (one.Count != other.Count)
            return false;
        for (int i = 0; i < one.Count; i++)
        {
            if (!isSame(one[i], other[i]))
                return false;
        }

        return true;
    }
}
