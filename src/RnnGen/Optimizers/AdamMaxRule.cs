namespace RnnGen;

/// <summary>
/// Adam's step with the largest second moment seen (Reddi et al., "On the convergence of Adam and beyond", 2018).
/// </summary>
internal struct AdamMaxRule<T> : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public AdamRule<T> Adam;

    public static int Buffers => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply(ref Vector<T> p, Vector<T> g, ref Vector<T> m, ref Vector<T> v, ref Vector<T> largest)
    {
        g = Adam.Accumulate(p, g, ref m, ref v);
        largest = Vector.Max(largest, v);
        Adam.Move(ref p, g, m, largest);
    }
}
