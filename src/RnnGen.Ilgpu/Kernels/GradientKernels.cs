using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Gradients of weights and biases: sums over rows, by ascending row.</summary>
internal static class GradientKernels
{
    /// <summary>One output a thread; the last row of outputs, where there is a bias, is its gradient.</summary>
    public static void OneOutput<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.Stride);
        int j = index - (i * a.Stride);
        int dz = a.Dz + j;
        if (i < a.K)
        {
            int at = a.Gradient + index;
            int x = a.X + i;
            T sum = a.Gradients[at];
            for (int r = 0; r < a.N; r++, x += a.XStride, dz += a.DzStride)
                sum = (a.Arena[x] * a.Arena[dz]) + sum;
            a.Gradients[at] = sum;
        }
        else if (i == a.K && a.Bias >= 0)
        {
            T sum = a.Gradients[a.Bias + j];
            for (int r = 0; r < a.N; r++, dz += a.DzStride)
                sum += a.Arena[dz];
            a.Gradients[a.Bias + j] = sum;
        }
    }
}
