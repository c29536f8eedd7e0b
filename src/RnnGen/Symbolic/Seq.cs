using System.ComponentModel;

namespace RnnGen.Symbolic;

/// <summary>
/// A vector at every step of a sequence, in the body of a <c>[Forward]</c> method: [B, T, size]. It exists only for the
/// compiler: the generator reads the body, and nothing runs it.
/// </summary>
public sealed class Seq
{
    private Seq()
    {
    }

    /// <summary>Sum.</summary>
    public static Seq operator +(Seq a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Sum.</summary>
    public static Seq operator +(Seq a, double b) => throw ReadByTheGenerator();

    /// <summary>Sum.</summary>
    public static Seq operator +(double a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Seq operator -(Seq a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Seq operator -(Seq a, double b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Seq operator -(double a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Seq operator *(Seq a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Seq operator *(Seq a, double b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Seq operator *(double a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Seq operator /(Seq a, Seq b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Seq operator /(Seq a, double b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Seq operator /(double a, Seq b) => throw ReadByTheGenerator();

    /// <summary>The negative.</summary>
    public static Seq operator -(Seq a) => throw ReadByTheGenerator();

    /// <summary>What the generated bodies of layer methods throw: nobody runs them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static InvalidOperationException ReadByTheGenerator() => Vec.ReadByTheGenerator();
}
