using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// What kernels of whole time loops are made of: the threads of a group do each part side by side, for some rows. A
/// group of one thread, on a processor, takes loops in the order that its vector units like.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceSteps
{
    /// <summary>Rows of a group, at most.</summary>
    public const int MostRows = 8;

    /// <summary>This thread's number in the group.</summary>
    public static int Thread => Group.IdxX;

    /// <summary>Threads of the group.</summary>
    public static int Threads => Group.DimX;

    /// <summary>
    /// Whether the group is one thread, whose loops go by rows and by units in turn, so that a compiler for processors
    /// makes vectors of them; on CUDA never, and the driver drops what stands behind.
    /// </summary>
    public static bool IsAlone => Accelerator.CurrentType != AcceleratorType.Cuda && Group.DimX == 1;

    /// <summary>The first row of the group.</summary>
    /// <param name="rowsOfGroup">Rows of a group.</param>
    public static int First(int rowsOfGroup) => Grid.IdxX * rowsOfGroup;

    /// <summary>Waits for all threads of the group; what they wrote can be read then.</summary>
    public static void Barrier() => Group.Barrier();

    /// <summary>How many of some rows go on at a step.</summary>
    /// <param name="active">The active rows of the step.</param>
    /// <param name="first">The first of the rows.</param>
    /// <param name="count">How many rows.</param>
    public static int Going(int active, int first, int count)
        => active <= first ? 0 : active - first < count ? active - first : count;

    /// <summary>Zeroes memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear<T>(ArrayView<T> arena, int at, int length)
        where T : unmanaged, INumber<T>
    {
        for (int i = Group.IdxX; i < length; i += Group.DimX)
            arena[at + i] = T.Zero;
    }

    /// <summary>Copies memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(ArrayView<T> arena, int target, int source, int length)
        where T : unmanaged, INumber<T>
    {
        for (int i = Group.IdxX; i < length; i += Group.DimX)
            arena[target + i] = arena[source + i];
    }

    /// <summary>
    /// A product as <see cref="DeviceRun{T}.Product"/>, for the rows of a group: each sum is one chain by ascending k.
    /// </summary>
    /// <param name="s">The slice.</param>
    /// <param name="k">Columns of the operand.</param>
    /// <param name="units">Columns of a gate.</param>
    /// <param name="gates">How many gates.</param>
    /// <param name="gateStride">Floats between two gates.</param>
    /// <param name="n">Rows.</param>
    /// <param name="x">The operand's first row.</param>
    /// <param name="xStride">Floats between its rows.</param>
    /// <param name="aligned">Whether its rows begin at multiples of four floats.</param>
    /// <param name="packed">The weights, in the packed weights.</param>
    /// <param name="start">What sums begin with: a place in the arena, or a row of the packed weights.</param>
    /// <param name="startStride">
    /// Floats between its rows in the arena; 0 in the packed weights; negative: sums begin with zero.
    /// </param>
    /// <param name="target">The target's first row.</param>
    /// <param name="targetStride">Floats between its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<T>(
        DeviceSlice<T> s, int k, int units, int gates, int gateStride, int n, int x, int xStride, bool aligned,
        int packed, int start, int startStride, int target, int targetStride)
        where T : unmanaged, INumber<T>
    {
        if (IsAlone)
        {
            StepRows.Product(s, k, units, gates, gateStride, n, x, xStride, packed, start, startStride, target,
                targetStride);
            return;
        }

        int row = gates * gateStride, columns = gates * units;
        for (int i = Group.IdxX; i < columns * ((n + 3) >> 2); i += Group.DimX)
        {
            int r = (int)((uint)i / (uint)columns);
            int column = i - (r * columns);
            column += (int)((uint)column / (uint)units) * (gateStride - units);
            r *= 4;
            if (r + 1 == n)
            {
                T begin = Begin(s, start + (r * startStride) + column, startStride);
                s.Arena[target + (r * targetStride) + column] = StepColumns.OfOne(
                    s, k, row, packed + column, aligned, x + (r * xStride), begin);
                continue;
            }

            FourPlaces starts = new(start + column, startStride, r, n);
            Four<T> sum = new()
            {
                A = Begin(s, starts.A, startStride),
                B = Begin(s, starts.B, startStride),
                C = Begin(s, starts.C, startStride),
                D = Begin(s, starts.D, startStride),
            };
            sum = StepColumns.OfFour(
                s, k, row, packed + column, aligned, new FourPlaces(x, xStride, r, n), sum);
            Store(s.Arena, target + column, targetStride, r, n, sum);
        }
    }

    /// <summary>
    /// A product of one gate whose terms are parted among threads, where a group would have too few for its columns:
    /// the sums of the parts are added in their order. Parameters as of <see cref="Product"/>.
    /// </summary>
    /// <param name="s">The slice.</param>
    /// <param name="sums">Memory of the group for parts * <see cref="MostRows"/> * units floats.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="k">Columns of the operand, a multiple of four times the parts.</param>
    /// <param name="units">Columns of the target.</param>
    /// <param name="row">Floats of a row of the weights.</param>
    /// <param name="n">Rows.</param>
    /// <param name="x">The operand's first row, at a multiple of four floats.</param>
    /// <param name="xStride">Floats between its rows.</param>
    /// <param name="packed">The weights, in the packed weights.</param>
    /// <param name="start">What sums begin with: a place in the arena.</param>
    /// <param name="startStride">Floats between its rows; negative: sums begin with zero.</param>
    /// <param name="target">The target's first row.</param>
    /// <param name="targetStride">Floats between its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PartedProduct<T>(
        DeviceSlice<T> s, ArrayView<T> sums, int parts, int k, int units, int row, int n, int x, int xStride,
        int packed, int start, int startStride, int target, int targetStride)
        where T : unmanaged, INumber<T>
    {
        if (IsAlone)
        {
            StepRows.Product(s, k, units, 1, row, n, x, xStride, packed, start, startStride, target, targetStride);
            return;
        }

        int columns = parts * units, depth = k / parts;
        for (int i = Group.IdxX; i < columns * ((n + 3) >> 2); i += Group.DimX)
        {
            int r = (int)((uint)i / (uint)columns);
            int column = i - (r * columns), part = (int)((uint)column / (uint)units);
            r *= 4;
            int w = packed + (part * depth * row) + column - (part * units), from = x + (part * depth);
            if (r + 1 == n)
            {
                sums[(r * columns) + column] = StepColumns.OfOne(
                    s, depth, row, w, true, from + (r * xStride), T.Zero);
                continue;
            }

            Four<T> sum = StepColumns.OfFour(
                s, depth, row, w, true, new FourPlaces(from, xStride, r, n), default);
            Store(sums, column, columns, r, n, sum);
        }

        Group.Barrier();
        for (int i = Group.IdxX; i < units * n; i += Group.DimX)
        {
            int r = (int)((uint)i / (uint)units), u = i - (r * units);
            T sum = Begin(s, start + (r * startStride) + u, startStride);
            int at = (r * columns) + u;
            for (int part = 0; part < parts; part++, at += units)
                sum += sums[at];
            s.Arena[target + (r * targetStride) + u] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Begin<T>(DeviceSlice<T> s, int at, int stride)
        where T : unmanaged, INumber<T>
        => stride < 0 ? T.Zero : stride == 0 ? s.Packed[at] : s.Arena[at];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(ArrayView<T> to, int at, int stride, int r, int n, Four<T> sum)
        where T : unmanaged, INumber<T>
    {
        at += r * stride;
        to[at] = sum.A;
        to[at + stride] = sum.B;
        if (r + 2 < n)
            to[at + (2 * stride)] = sum.C;
        if (r + 3 < n)
            to[at + (3 * stride)] = sum.D;
    }
}
