namespace RnnGen.Onnx.Format;

/// <summary>
/// Activations that recurrent nodes know, as a table: name, alpha and beta where they are not the default.
/// </summary>
internal sealed record RnnActivation(Activation Activation, string Name, float Alpha = 0, float Beta = 0)
{
    /// <summary>All of them; those of RnnGen that are missing here have no name in ONNX.</summary>
    public static IReadOnlyList<RnnActivation> All { get; } =
    [
        new(Activation.Tanh, "Tanh"),
        new(Activation.Relu, "Relu"),
        new(Activation.Sigmoid, "Sigmoid"),
        new(Activation.Identity, "Affine", 1),
        new(Activation.LeakyRelu, "LeakyRelu", 0.01f),
        new(Activation.Elu, "Elu", 1),
        new(Activation.HardSigmoid, "HardSigmoid", 1f / 6, 0.5f),
        new(Activation.Softsign, "Softsign"),
        new(Activation.Softplus, "Softplus"),
    ];
}
