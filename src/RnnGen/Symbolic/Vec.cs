namespace RnnGen.Symbolic;

/// <summary>
/// A vector in the equations of a cell, or one a row in the body of a <c>[Forward]</c> method: [B, size]. It exists
/// only for the compiler: the generator reads the equations, and nothing runs them.
/// </summary>
public sealed class Vec
{
    private Vec()
    {
    }

    /// <summary>Sum.</summary>
    public static Vec operator +(Vec a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Sum.</summary>
    public static Vec operator +(Vec a, double b) => throw ReadByTheGenerator();

    /// <summary>Sum.</summary>
    public static Vec operator +(double a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Vec operator -(Vec a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Vec operator -(Vec a, double b) => throw ReadByTheGenerator();

    /// <summary>Difference.</summary>
    public static Vec operator -(double a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Vec operator *(Vec a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Vec operator *(Vec a, double b) => throw ReadByTheGenerator();

    /// <summary>Element-wise product.</summary>
    public static Vec operator *(double a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Vec operator /(Vec a, Vec b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Vec operator /(Vec a, double b) => throw ReadByTheGenerator();

    /// <summary>Element-wise quotient.</summary>
    public static Vec operator /(double a, Vec b) => throw ReadByTheGenerator();

    /// <summary>The negative.</summary>
    public static Vec operator -(Vec a) => throw ReadByTheGenerator();

    internal static InvalidOperationException ReadByTheGenerator() => new("symbolic: read by the generator");
}
