namespace RnnGen;

/// <summary>An optimizer's formula for one register of parameters.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>State buffers it reads and writes, 0 to 3; the others are zero.</summary>
    static abstract int Buffers { get; }

    /// <summary>Moves parameters p along the scaled gradient g.</summary>
    void Apply(ref Vector<T> p, Vector<T> g, ref Vector<T> s0, ref Vector<T> s1, ref Vector<T> s2);
}
