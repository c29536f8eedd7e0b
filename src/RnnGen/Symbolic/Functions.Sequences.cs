namespace RnnGen.Symbolic;

/// <content>Element-wise functions at every step of a sequence.</content>
public static partial class Functions
{
    /// <summary>1 / (1 + exp(-v)).</summary>
    public static Seq Sigmoid(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The hyperbolic tangent.</summary>
    public static Seq Tanh(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>max(v, 0).</summary>
    public static Seq Relu(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The exponential.</summary>
    public static Seq Exp(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The natural logarithm.</summary>
    public static Seq Log(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>log(sigmoid(v)), without overflow.</summary>
    public static Seq LogSigmoid(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>log(1 + exp(v)), without overflow.</summary>
    public static Seq Softplus(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The absolute value.</summary>
    public static Seq Abs(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The square root.</summary>
    public static Seq Sqrt(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v * v.</summary>
    public static Seq Square(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v where positive, else 0.01 v.</summary>
    public static Seq LeakyRelu(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v where positive, else exp(v) - 1.</summary>
    public static Seq Elu(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The self-normalising ELU (Klambauer et al. 2017).</summary>
    public static Seq Selu(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v / (1 + |v|).</summary>
    public static Seq Softsign(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v / 6 + 1 / 2, clipped to [0, 1].</summary>
    public static Seq HardSigmoid(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v, clipped to [-1, 1].</summary>
    public static Seq HardTanh(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>v times the normal distribution function of v.</summary>
    public static Seq Gelu(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>exp(v) over its sum, over all units of a step.</summary>
    public static Seq Softmax(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Seq Max(Seq a, Seq b) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Seq Max(Seq a, double b) => throw Vec.ReadByTheGenerator();

    /// <summary>The larger of two, element by element.</summary>
    public static Seq Max(double a, Seq b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Seq Min(Seq a, Seq b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Seq Min(Seq a, double b) => throw Vec.ReadByTheGenerator();

    /// <summary>The smaller of two, element by element.</summary>
    public static Seq Min(double a, Seq b) => throw Vec.ReadByTheGenerator();
}
