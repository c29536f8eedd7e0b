using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Products of rows with packed weights. Every sum is one chain by ascending column.</summary>
internal static class ProductKernels
{
    /// <summary>One output a thread.</summary>
    public static void OneOutput<T>(ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int width = a.Gates * a.Units;
        int index = Threads.Index;
        int r = Threads.Row(index, width);
        if (r >= a.N)
            return;
        int output = index - (r * width);
        int gate = Threads.Row(output, a.Units);
        int column = (gate * a.GateStride) + output - (gate * a.Units);
        T sum = a.Start < 0 ? T.Zero : a.Starts[a.Start + (r * a.StartStride) + column];
        int x = a.X + (r * a.XStride);
        int w = column;
        for (int k = 0; k < a.K; k++, w += a.RowLength)
            sum = (a.Arena[x + k] * a.Weights[w]) + sum;
        a.Arena[a.Target + (r * a.TargetStride) + column] = sum;
    }
}
