using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Masks bit for bit as <see cref="DropoutMask"/> draws them: a thread a block of four units.</summary>
internal static class MaskKernels
{
    private const int Units = 4;

    public static void Draw<T>(MaskArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = Threads.Index;
        int blocks = a.Stride / Units;
        int vector = i / blocks;
        int t = vector / a.Rows;
        if (t >= a.Steps)
            return;
        int unit = (i - (vector * blocks)) * Units;
        int r = vector - (t * a.Rows);
        bool isValid = a.PerSequence != 0 || t < a.Integers[a.Lengths + r];
        int width = isValid ? a.Width : 0;
        int row = a.Order[a.Integers[a.Base + r]];

        // Philox4x32-10 at (unit / 4, t, row, 0).
        uint c0 = (uint)unit >> 2, c1 = (uint)(a.FirstStep + t), c2 = (uint)row, c3 = 0;
        uint k0 = (uint)a.Key, k1 = (uint)(a.Key >> 32);
        for (int round = 0; round < CounterRandom.Rounds; round++)
        {
            ulong p0 = (ulong)CounterRandom.Multiplier0 * c0;
            ulong p1 = (ulong)CounterRandom.Multiplier1 * c2;
            c0 = (uint)(p1 >> 32) ^ c1 ^ k0;
            c1 = (uint)p1;
            c2 = (uint)(p0 >> 32) ^ c3 ^ k1;
            c3 = (uint)p0;
            k0 += CounterRandom.Weyl0;
            k1 += CounterRandom.Weyl1;
        }

        int at = a.Target + (vector * a.Stride) + unit;
        a.Arena[at] = unit >= width ? T.Zero : c0 < a.Threshold ? a.Hit : a.Miss;
        a.Arena[at + 1] = unit + 1 >= width ? T.Zero : c1 < a.Threshold ? a.Hit : a.Miss;
        a.Arena[at + 2] = unit + 2 >= width ? T.Zero : c2 < a.Threshold ? a.Hit : a.Miss;
        a.Arena[at + 3] = unit + 3 >= width ? T.Zero : c3 < a.Threshold ? a.Hit : a.Miss;
    }
}
