using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// What kernels of whole time loops are made of: the threads of a group do each part side by side, for some rows. A
/// group of one thread, on a processor, takes loops in the order that its vector units like.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceSteps
{
    /// <summary>This thread's number in the group.</summary>
    public static int Thread => Group.IdxX;

    /// <summary>Threads of the group.</summary>
    public static int Threads => Group.DimX;

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
    /// <param name="packed">The weights, in the packed weights.</param>
    /// <param name="start">What sums begin with: a place in the arena; the bias where its stride is 0; zero below 0.</param>
    /// <param name="startStride">Floats between its rows.</param>
    /// <param name="target">The target's first row.</param>
    /// <param name="targetStride">Floats between its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<T>(
        DeviceSlice<T> s, int k, int units, int gates, int gateStride, int n, int x, int xStride, int packed, int start,
        int startStride, int target, int targetStride)
        where T : unmanaged, INumber<T>
    {
        int row = gates * gateStride;
        if (Group.DimX == 1)
        {
            for (int r = 0; r < n; r++)
            {
                Start(s, units, gates, gateStride, start < 0 ? start : start + (r * startStride), startStride,
                    target + (r * targetStride));
                Row(s, k, row, x + (r * xStride), packed, target + (r * targetStride), units, gates, gateStride);
            }

            return;
        }

        int columns = gates * units;
        for (int i = Group.IdxX; i < columns * n; i += Group.DimX)
        {
            int r = (int)((uint)i / (uint)columns);
            int column = i - (r * columns);
            int gate = (int)((uint)column / (uint)units);
            column += gate * (gateStride - units);
            T sum = start < 0 ? T.Zero
                : startStride == 0 ? s.Packed[start + column] : s.Arena[start + (r * startStride) + column];
            int w = packed + column, from = x + (r * xStride), j = 0;
            for (; j + 3 < k; j += 4, w += 4 * row)
            {
                sum = (s.Arena[from + j] * s.Packed[w]) + sum;
                sum = (s.Arena[from + j + 1] * s.Packed[w + row]) + sum;
                sum = (s.Arena[from + j + 2] * s.Packed[w + (2 * row)]) + sum;
                sum = (s.Arena[from + j + 3] * s.Packed[w + (3 * row)]) + sum;
            }

            for (; j < k; j++, w += row)
                sum = (s.Arena[from + j] * s.Packed[w]) + sum;
            s.Arena[target + (r * targetStride) + column] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start<T>(
        DeviceSlice<T> s, int units, int gates, int gateStride, int start, int startStride, int target)
        where T : unmanaged, INumber<T>
    {
        if (start == target)
            return;
        for (int gate = 0; gate < gates; gate++)
        {
            int at = gate * gateStride;
            for (int u = 0; u < units; u++)
            {
                s.Arena[target + at + u] = start < 0 ? T.Zero
                    : startStride == 0 ? s.Packed[start + at + u] : s.Arena[start + at + u];
            }
        }
    }

    // One row by one thread: four columns of the operand in each pass over the target.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<T>(
        DeviceSlice<T> s, int k, int row, int x, int packed, int target, int units, int gates, int gateStride)
        where T : unmanaged, INumber<T>
    {
        int width = gates == 1 ? units : gates * gateStride, j = 0;
        for (; j + 3 < k; j += 4)
        {
            T a = s.Arena[x + j], b = s.Arena[x + j + 1], c = s.Arena[x + j + 2], d = s.Arena[x + j + 3];
            ArrayView<T> to = s.Arena.SubView(target, width);
            ArrayView<T> wa = s.Packed.SubView(packed + (j * row), width);
            ArrayView<T> wb = s.Packed.SubView(packed + ((j + 1) * row), width);
            ArrayView<T> wc = s.Packed.SubView(packed + ((j + 2) * row), width);
            ArrayView<T> wd = s.Packed.SubView(packed + ((j + 3) * row), width);
            for (int u = 0; u < width; u++)
                to[u] = (d * wd[u]) + ((c * wc[u]) + ((b * wb[u]) + ((a * wa[u]) + to[u])));
        }

        for (; j < k; j++)
        {
            T a = s.Arena[x + j];
            ArrayView<T> to = s.Arena.SubView(target, width);
            ArrayView<T> wa = s.Packed.SubView(packed + (j * row), width);
            for (int u = 0; u < width; u++)
                to[u] = (a * wa[u]) + to[u];
        }
    }
}
