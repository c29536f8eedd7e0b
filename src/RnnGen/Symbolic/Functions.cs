namespace RnnGen.Symbolic;

/// <summary>
/// The functions of a cell's equations and of a <c>[Forward]</c> method, meant for
/// <c>using static RnnGen.Symbolic.Functions;</c>. The generator reads the calls; nothing runs them.
/// </summary>
public static partial class Functions
{
    /// <summary>1 / (1 + exp(-v)).</summary>
    public static Vec Sigmoid(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The hyperbolic tangent.</summary>
    public static Vec Tanh(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>max(v, 0).</summary>
    public static Vec Relu(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The exponential.</summary>
    public static Vec Exp(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The natural logarithm.</summary>
    public static Vec Log(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>log(sigmoid(v)), without overflow.</summary>
    public static Vec LogSigmoid(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>log(1 + exp(v)), without overflow.</summary>
    public static Vec Softplus(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The absolute value.</summary>
    public static Vec Abs(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The square root.</summary>
    public static Vec Sqrt(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v * v.</summary>
    public static Vec Square(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v where positive, else 0.01 v.</summary>
    public static Vec LeakyRelu(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v where positive, else exp(v) - 1.</summary>
    public static Vec Elu(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The self-normalising ELU (Klambauer et al. 2017).</summary>
    public static Vec Selu(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v / (1 + |v|).</summary>
    public static Vec Softsign(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v / 6 + 1 / 2, clipped to [0, 1].</summary>
    public static Vec HardSigmoid(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v, clipped to [-1, 1].</summary>
    public static Vec HardTanh(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>v times the normal distribution function of v.</summary>
    public static Vec Gelu(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The activation that the layer declares.</summary>
    public static Vec Activate(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>exp(v) over its sum, over all units.</summary>
    public static Vec Softmax(Vec v) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Vec Max(Vec a, Vec b) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Vec Max(Vec a, double b) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Vec Max(double a, Vec b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Vec Min(Vec a, Vec b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Vec Min(Vec a, double b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Vec Min(double a, Vec b) => throw Vec.ReadByTheGenerator();

    /// <summary>The vectors one behind the other.</summary>
    public static Vec Concat(params Vec[] vectors) => throw Vec.ReadByTheGenerator();

    /// <summary>Equal parts, to be deconstructed: <c>var (a, b) = Split(v, 2);</c>. At most 8.</summary>
    public static Parts Split(Vec v, int parts) => throw Vec.ReadByTheGenerator();
}
