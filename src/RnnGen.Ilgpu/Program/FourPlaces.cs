namespace RnnGen.Ilgpu.Program;

/// <summary>Where four rows begin that a thread takes together; behind the last row it is the last one again.</summary>
internal readonly struct FourPlaces
{
    public readonly int A;
    public readonly int B;
    public readonly int C;
    public readonly int D;

    /// <summary>The places of the rows from <paramref name="r"/> on.</summary>
    /// <param name="at">The place of row 0.</param>
    /// <param name="stride">Floats between rows.</param>
    /// <param name="r">The first of the rows.</param>
    /// <param name="n">How many rows there are.</param>
    public FourPlaces(int at, int stride, int r, int n)
    {
        int last = n - 1;
        A = at + (r * stride);
        B = at + ((r + 1 < last ? r + 1 : last) * stride);
        C = at + ((r + 2 < last ? r + 2 : last) * stride);
        D = at + ((r + 3 < last ? r + 3 : last) * stride);
    }
}
