using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Nodes that are an activation of a dense layer.</summary>
internal static class Activations
{
    private const float SeluAlpha = 1.6732632f, SeluScale = 1.0507010f;

    /// <summary>The activation that a node is; null where it is none.</summary>
    public static Activation? Of(OnnxNode node) => node.Type switch
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
        "Softmax" when node.Int("axis", -1) == -1 => Activation.Softmax,
        _ => null,
    };

    private static bool IsNear(float a, float b) => Math.Abs(a - b) < 1e-6f;
}
