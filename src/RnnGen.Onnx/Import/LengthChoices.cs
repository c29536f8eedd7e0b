using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>
/// The two choices by rows' lengths that <see cref="OnnxExporter"/> writes as Where. Any other choice is of other
/// numbers than a layer's.
/// </summary>
/// <param name="constants">A tensor of the file, or null.</param>
/// <param name="makers">The node that makes a value; null for inputs of the graph and tensors of the file.</param>
internal sealed class LengthChoices(Func<string, OnnxTensor?> constants, Func<string, OnnxNode?> makers)
{
    private const int MostCasts = 4;

    /// <summary>Whether a node makes steps beyond a row's length zero: Where(step &lt; length, x, 0).</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">What it reads.</param>
    /// <param name="value">The name of that.</param>
    /// <param name="lengths">The lengths that layers in front of it read; empty where they read none.</param>
    public bool IsOfSteps(OnnxNode node, Flow flow, string value, string lengths)
        => flow.Axes == "TBF" && node.Input(1) == value
            && constants(node.Input(2)) is { Length: 1, IsOfNumbers: true } zero && zero.At(0) == 0
            && Unsqueezed(node.Input(0), 2) is { } mask && Maker(mask, "Less") is { } less
            && Unsqueezed(less.Input(0), 1) is { } numbers && Maker(numbers, "Range") is { } range
            && IsInteger(range.Input(0), 0) && IsInteger(range.Input(2), 1)
            && Unsqueezed(less.Input(1), 0) is { } ends && LengthsOf(ends) is { Length: > 0 } own
            && (lengths.Length == 0 || lengths == own);

    /// <summary>
    /// Whether a node gives rows without a step what their layer started from: Where(length = 0, start, last).
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="direction">The direction that the value is of.</param>
    /// <param name="value">The name of what the layer ended with.</param>
    public bool IsOfEmptyRows(OnnxNode node, RecurrentLink layer, int direction, string value)
        => node.Input(2) == value && node.Input(1).Length > 0
            && StartOf(layer, direction) == node.Input(1)
            && Unsqueezed(node.Input(0), 1) is { } mask && Maker(mask, "Equal") is { } equal
            && IsInteger(equal.Input(1), 0)
            && LengthsOf(equal.Input(0)) is { Length: > 0 } own && own == layer.Node.Input(4);

    /// <summary>What a direction starts from, without the axis of directions.</summary>
    private string? StartOf(RecurrentLink layer, int direction)
    {
        string all = layer.Node.Input(5);
        if (layer.Directions == 2)
            all = Maker(all, "Concat") is { Inputs.Count: 2 } both && both.Int("axis", 0) == 0
                ? both.Inputs[direction] : "";
        return Unsqueezed(all, 0);
    }

    /// <summary>The lengths that a value is, as whatever integers; null where it is no input of the graph.</summary>
    public string? LengthsOf(string name)
    {
        // PyTorch casts twice; a file may have a circle of casts.
        for (int i = 0; i < MostCasts && Maker(name, "Cast") is { } cast; i++)
            name = cast.Input(0);
        return makers(name) is null && constants(name) is null ? name : null;
    }

    private string? Unsqueezed(string name, long axis)
        => Maker(name, "Unsqueeze") is { } node && Moves.Axes(node, constants) is [var own] && own == axis
            ? node.Input(0) : null;

    private OnnxNode? Maker(string name, string type) => makers(name) is { } node && node.Type == type ? node : null;

    private bool IsInteger(string name, long value)
        => constants(name) is { Length: 1, Type: ElementType.Int32 or ElementType.Int64 } tensor
            && tensor.ToLongs()[0] == value;
}
