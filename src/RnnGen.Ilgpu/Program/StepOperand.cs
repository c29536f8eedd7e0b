using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>A row of a product's operand, whose floats are read four at a time where it is aligned to that.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal readonly struct StepOperand<T>
    where T : unmanaged, INumber<T>
{
    private readonly ArrayView<T> _ones;

    // NOTE: made of the whole arena and cut afterwards: behind a cut ILGPU knows no alignment and loads four times.
    private readonly ArrayView<Four<T>> _fours;

    private StepOperand(ArrayView<T> ones, ArrayView<Four<T>> fours)
    {
        _ones = ones;
        _fours = fours;
    }

    /// <summary>One float.</summary>
    public T this[int at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _ones[at];
    }

    /// <summary>The row of k floats from <paramref name="at"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StepOperand<T> Of(ArrayView<T> arena, int at, int k)
        => new(arena.SubView(at, k), arena.Cast<Four<T>>().SubView(at >> 2, k >> 2));

    /// <summary>The floats from j on, a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StepOperand<T> From(int j, int length)
        => new(_ones.SubView(j, length), _fours.SubView(j >> 2, length >> 2));

    /// <summary>Four floats from <paramref name="at"/> on, a multiple of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four<T> Load(int at, bool aligned)
        => aligned
            ? _fours[at >> 2]
            : new Four<T> { A = _ones[at], B = _ones[at + 1], C = _ones[at + 2], D = _ones[at + 3] };
}
