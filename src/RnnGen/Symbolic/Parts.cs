namespace RnnGen.Symbolic;

/// <summary>The equal parts of a vector: <c>var (a, b) = Split(v, 2);</c>.</summary>
public sealed class Parts
{
    private Parts()
    {
    }

    /// <summary>Names 2 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 3 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 4 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c, out Vec d)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 5 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c, out Vec d, out Vec e)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 6 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c, out Vec d, out Vec e, out Vec f)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 7 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c, out Vec d, out Vec e, out Vec f, out Vec g)
        => throw Vec.ReadByTheGenerator();

    /// <summary>Names 8 parts.</summary>
    public void Deconstruct(out Vec a, out Vec b, out Vec c, out Vec d, out Vec e, out Vec f, out Vec g, out Vec h)
        => throw Vec.ReadByTheGenerator();
}
