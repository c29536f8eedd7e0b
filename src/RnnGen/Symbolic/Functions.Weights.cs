namespace RnnGen.Symbolic;

/// <content>The functions that declare weights.</content>
public static partial class Functions
{
    /// <summary>Wa a + bias, one matrix an operand; <c>units</c> is a multiple of the hidden size.</summary>
    public static Vec Affine(
        Vec a, bool bias = true, int units = 1, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a, one matrix an operand; <c>units</c> is a multiple of the hidden size.</summary>
    public static Vec Linear(Vec a, int units = 1, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + bias, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Affine(
        Vec a, string units, bool bias = true, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Linear(Vec a, string units, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + bias, one matrix an operand; <c>units</c> is a multiple of the hidden size.</summary>
    public static Vec Affine(
        Vec a, Vec b, bool bias = true, int units = 1, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b, one matrix an operand; <c>units</c> is a multiple of the hidden size.</summary>
    public static Vec Linear(Vec a, Vec b, int units = 1, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + bias, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Affine(
        Vec a, Vec b, string units, bool bias = true, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Linear(Vec a, Vec b, string units, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Wa a + Wb b + Wc c + bias, one matrix an operand; <c>units</c> is a multiple of the hidden size.
    /// </summary>
    public static Vec Affine(
        Vec a, Vec b, Vec c, bool bias = true, int units = 1, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + Wc c, one matrix an operand; <c>units</c> is a multiple of the hidden size.</summary>
    public static Vec Linear(Vec a, Vec b, Vec c, int units = 1, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + Wc c + bias, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Affine(
        Vec a, Vec b, Vec c, string units, bool bias = true, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + Wc c, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Linear(Vec a, Vec b, Vec c, string units, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Wa a + Wb b + Wc c + Wd d + bias, one matrix an operand; <c>units</c> is a multiple of the hidden size.
    /// </summary>
    public static Vec Affine(
        Vec a, Vec b, Vec c, Vec d, bool bias = true, int units = 1, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Wa a + Wb b + Wc c + Wd d, one matrix an operand; <c>units</c> is a multiple of the hidden size.
    /// </summary>
    public static Vec Linear(Vec a, Vec b, Vec c, Vec d, int units = 1, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Wa a + Wb b + Wc c + Wd d + bias, one matrix an operand; <c>units</c> is a named size of the layer.
    /// </summary>
    public static Vec Affine(
        Vec a, Vec b, Vec c, Vec d, string units, bool bias = true, double? initialBias = null, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Wa a + Wb b + Wc c + Wd d, one matrix an operand; <c>units</c> is a named size of the layer.</summary>
    public static Vec Linear(Vec a, Vec b, Vec c, Vec d, string units, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// A learned vector times <paramref name="v"/>, starting at <paramref name="initial"/> or as the layer's biases
    /// do.
    /// </summary>
    public static Vec Scale(Vec v, double? initial = null, string? name = null) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// A learned vector that starts at <paramref name="initial"/>; <paramref name="units"/> is a multiple of the
    /// hidden size.
    /// </summary>
    public static Vec Parameter(double initial = 0, int units = 1, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// A learned vector that starts at <paramref name="initial"/>; <paramref name="units"/> is a named size of the
    /// layer.
    /// </summary>
    public static Vec Parameter(string units, double initial = 0, string? name = null)
        => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// (v - mean) / sqrt(variance + epsilon) times a learned gain, plus a learned shift where <paramref name="bias"/>;
    /// over all units.
    /// </summary>
    public static Vec LayerNorm(Vec v, bool bias = true, double epsilon = 1e-5, string? name = null)
        => throw Vec.ReadByTheGenerator();
}
