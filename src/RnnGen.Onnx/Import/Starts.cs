using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// Values that a layer may start from: zeros, and what whoever runs the file gives. They are followed through nodes
/// that only move or repeat numbers, in the order of the graph, so that no circle of nodes can keep the reader busy.
/// </summary>
internal sealed class Starts(IEnumerable<string> inputs, Func<string, OnnxTensor?> constants)
{
    private readonly HashSet<string> _known = new(inputs, StringComparer.Ordinal);
    private readonly Dictionary<OnnxTensor, bool> _zeros = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes note of what a node makes.</summary>
    public void Walk(OnnxNode node)
    {
        bool isStart = node.Type switch
        {
            "ConstantOfShape" => node.Attribute("value")?.Tensor is not { } value || IsZero(value),
            "Concat" => node.Inputs.Count > 0 && node.Inputs.All(Has),
            "Expand" or "Slice" or "Reshape" or "Unsqueeze" or "Squeeze" or "Tile" or "Transpose" or "Identity"
                => Has(node.Input(0)),
            _ => false,
        };
        if (isStart && node.Domain is ("" or "ai.onnx"))
            _known.Add(node.Output(0));
        else
            _known.ExceptWith(node.Outputs);
    }

    /// <summary>Whether a value is zeros, or what whoever runs the file gives.</summary>
    public bool Has(string name) => constants(name) is { } tensor ? IsZero(tensor) : _known.Contains(name);

    /// <summary>A tensor is looked through once, however many nodes read it.</summary>
    private bool IsZero(OnnxTensor tensor)
    {
        if (!_zeros.TryGetValue(tensor, out bool known))
            _zeros[tensor] = known = tensor.IsOfNumbers && tensor.IsZero(0, tensor.Length);
        return known;
    }
}
