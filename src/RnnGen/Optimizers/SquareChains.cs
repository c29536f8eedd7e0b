using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RnnGen;

/// <summary>
/// A sum of squares in double, in <see cref="Count"/> chains: number i goes to chain i modulo that, so that a range of
/// zeros that begins and ends at a multiple of it may be left out.
/// </summary>
internal struct SquareChains<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Chains, so many that their additions need not wait for each other.</summary>
    public const int Count = 32;

    private Vector256<double> _a, _b, _c, _d, _e, _f, _g, _h;

    /// <summary>The sum of all chains.</summary>
    public readonly double Total => Vector256.Sum(((_a + _b) + (_c + _d)) + ((_e + _f) + (_g + _h)));

    /// <summary>Adds numbers from a multiple of <see cref="Count"/> on, up to another one or to the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<T> values)
    {
        ref T start = ref MemoryMarshal.GetReference(values);
        Vector256<double> a = _a, b = _b, c = _c, d = _d, e = _e, f = _f, g = _g, h = _h;
        int i = 0;
        for (; i <= values.Length - Count; i += Count)
        {
            ref T eight = ref Unsafe.Add(ref start, i);
            AddEight(ref eight, ref a, ref b);
            AddEight(ref Unsafe.Add(ref eight, 8), ref c, ref d);
            AddEight(ref Unsafe.Add(ref eight, 16), ref e, ref f);
            AddEight(ref Unsafe.Add(ref eight, 24), ref g, ref h);
        }

        (_a, _b, _c, _d, _e, _f, _g, _h) = (a, b, c, d, e, f, g, h);
        if (i < values.Length)
            AddRest(values[i..]);
    }

    private void AddRest(ReadOnlySpan<T> values)
    {
        Span<T> rest = stackalloc T[Count];
        rest.Clear();
        values.CopyTo(rest);
        Add(rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEight(ref T values, ref Vector256<double> low, ref Vector256<double> high)
    {
        Vector256<double> a, b;
        if (typeof(T) == typeof(float))
        {
            (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref values).AsSingle());
        }
        else
        {
            a = Vector256.LoadUnsafe(ref values).AsDouble();
            b = Vector256.LoadUnsafe(ref values, 4).AsDouble();
        }

        low += a * a;
        high += b * b;
    }
}
