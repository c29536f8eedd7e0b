using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that are an activation of a dense layer.</summary>
internal static class Activations
{
    private const float SeluAlpha = 1.6732632f, SeluScale = 1.0507010f;

    /// <summary>The activation that a node is; null where it is none.</summary>
    /// <param name="node">The node.</param>
    /// <param name="flow">What it reads.</param>
    /// <param name="opset">The version of the operators.</param>
    /// <exception cref="OnnxException">It is a softmax over something else than features.</exception>
    public static Activation? Of(OnnxNode node, Flow flow, long opset) => node.Type switch
    {
        "Tanh" => Activation.Tanh,
        "Relu" => Activation.Relu,
        "Sigmoid" => Activation.Sigmoid,
        "Softplus" => Activation.Softplus,
        "Softsign" => Activation.Softsign,
        "LeakyRelu" when node.Float("alpha", 0.01f) == 0.01f => Activation.LeakyRelu,
        "Elu" when node.Float("alpha", 1) == 1 => Activation.Elu,
        "Selu" when IsNear(node.Float("alpha", SeluAlpha), SeluAlpha)
            && IsNear(node.Float("gamma", SeluScale), SeluScale) => Activation.Selu,
        "HardSigmoid" when node.Float("alpha", 0.2f) == 1f / 6 && node.Float("beta", 0.5f) == 0.5f
            => Activation.HardSigmoid,
        "Softmax" => SoftmaxOf(node, flow, opset),
        "LogSoftmax" => throw new OnnxException(
            $"{node} is no activation of a layer here: CrossEntropy takes scores and computes it. Export the model "
                + "without it."),
        _ => null,
    };

    /// <summary>
    /// Up to opset 12 a softmax is over its axis and all behind it, and the axis is 1 where nobody says; from opset 13
    /// on it is over one axis, the last where nobody says.
    /// </summary>
    private static Activation SoftmaxOf(OnnxNode node, Flow flow, long opset)
    {
        long axis = node.Int("axis", opset < 13 ? 1 : -1);
        int last = flow.Axes.Length - 1;
        return (axis == -1 || axis == last) && flow.Axes[last] == 'F' ? Activation.Softmax
            : throw new OnnxException(
                $"{node} is over axis {axis} of {flow.Axes} (opset {opset}); expected the last, of features.");
    }

    private static bool IsNear(float a, float b) => Math.Abs(a - b) < 1e-6f;
}
