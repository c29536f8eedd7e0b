using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;

namespace RnnGen.Ilgpu.Program;

/// <summary>A product by one thread alone, row by row, in the order that a processor's vector units like.</summary>
internal static class StepRows
{
    /// <summary>As <see cref="DeviceSteps.Product"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product<T>(
        DeviceSlice<T> s, int k, int units, int gates, int gateStride, int n, int x, int xStride, int packed, int start,
        int startStride, int target, int targetStride)
        where T : unmanaged, INumber<T>
    {
        for (int r = 0; r < n; r++)
        {
            Start(s, units, gates, gateStride, start + (r * startStride), startStride,
                target + (r * targetStride));
            Row(s, k, gates * gateStride, x + (r * xStride), packed, target + (r * targetStride),
                gates == 1 ? units : gates * gateStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start<T>(
        DeviceSlice<T> s, int units, int gates, int gateStride, int start, int startStride, int target)
        where T : unmanaged, INumber<T>
    {
        if (startStride > 0 && start == target)
            return;
        for (int gate = 0; gate < gates; gate++)
        {
            int at = gate * gateStride;
            for (int u = 0; u < units; u++)
            {
                s.Arena[target + at + u] = startStride < 0 ? T.Zero
                    : startStride == 0 ? s.Packed[start + at + u] : s.Arena[start + at + u];
            }
        }
    }

    // Four columns of the operand in each pass over the target.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<T>(
        DeviceSlice<T> s, int k, int row, int x, int packed, int target, int width)
        where T : unmanaged, INumber<T>
    {
        int j = 0;
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
