using System.Numerics;
using System.Runtime.InteropServices;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Four floats side by side, which are loaded at once: 16 bytes, or 32 of doubles, so aligned.</summary>
/// <typeparam name="T">The float type.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct Four<T>
    where T : unmanaged, INumber<T>
{
    public T A;
    public T B;
    public T C;
    public T D;

    /// <summary>x y + sum.</summary>
    public static Four<T> MultiplyAdd(T x, Four<T> y, Four<T> sum) => new()
    {
        A = (x * y.A) + sum.A,
        B = (x * y.B) + sum.B,
        C = (x * y.C) + sum.C,
        D = (x * y.D) + sum.D,
    };

    /// <summary>x + y.</summary>
    public static Four<T> Add(Four<T> x, Four<T> y)
        => new() { A = x.A + y.A, B = x.B + y.B, C = x.C + y.C, D = x.D + y.D };
}
