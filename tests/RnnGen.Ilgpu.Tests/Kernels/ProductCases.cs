using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Products and their gradients against plain loops.</summary>
internal static class ProductCases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Sums that begin at zero, with a bias, or go on from the target.</summary>
    public enum Start
    {
        Zero,
        Bias,
        Target,
    }

    public static void Product(
        KernelCache cache, ProductShape shape, int n, Start start, KernelForm? form = null)
    {
        int xStride = shape.K + 5, targetStride = shape.RowLength + 16;
        int target = 16 + (n * xStride), packed = 32 + shape.RowLength;
        var batch = new TestBatch<T>(
            cache, seed: n, arena: Math.Max(target + (n * targetStride), packed + (shape.K * shape.RowLength)) + 16)
        {
            Form = form,
        };
        double[] w = TestBatch<T>.Doubles(batch.Packed);
        (int from, int fromStride) = start switch
        {
            Start.Zero => (-1, 0),
            Start.Bias => (32, 0),
            _ => (target, targetStride),
        };
        batch.Check(
            run => run.Product(shape, n, 16, xStride, packed, from, fromStride, target, targetStride),
            (arena, _) =>
            {
                for (int r = 0; r < n; r++)
                {
                    for (int output = 0; output < shape.Gates * shape.Units; output++)
                    {
                        int column = (output / shape.Units * shape.GateStride) + (output % shape.Units);
                        int at = target + (r * targetStride) + column;
                        double sum = start switch { Start.Zero => 0, Start.Bias => w[32 + column], _ => arena[at] };
                        for (int k = 0; k < shape.K; k++)
                            sum += arena[16 + (r * xStride) + k] * w[packed + (k * shape.RowLength) + column];
                        arena[at] = sum;
                    }
                }
            },
            terms: shape.K);
    }

    public static void AccumulateWeights(
        KernelCache cache, int n, int k, int width, bool hasBias, KernelForm? form = null)
    {
        int xStride = k + 3, dzStride = width + 16, stride = width + 8;
        int dz = 16 + (n * xStride), bias = 32, gradient = bias + width + 16;
        var batch = new TestBatch<T>(
            cache, seed: n, arena: Math.Max(dz + (n * dzStride), gradient + (k * stride)) + 16)
        {
            Form = form,
        };
        batch.Check(
            run => run.AccumulateWeights(
                n, k, width, 16, xStride, dz, dzStride, gradient, stride, hasBias ? bias : -1),
            (arena, gradients) =>
            {
                for (int r = 0; r < n; r++)
                {
                    for (int j = 0; j < width; j++)
                    {
                        double d = arena[dz + (r * dzStride) + j];
                        for (int i = 0; i < k; i++)
                            gradients[gradient + (i * stride) + j] += arena[16 + (r * xStride) + i] * d;
                        if (hasBias)
                            gradients[bias + j] += d;
                    }
                }
            },
            terms: n);
    }

    public static void AddSums(KernelCache cache, int n, int width, KernelForm? form = null)
    {
        var batch = new TestBatch<T>(cache, seed: n, arena: 64 + width + (n * (width + 3)))
        {
            Form = form,
        };
        batch.Check(
            run => run.AddSums(n, width, 8, width + 3, 48),
            (arena, gradients) =>
            {
                for (int r = 0; r < n; r++)
                {
                    for (int j = 0; j < width; j++)
                        gradients[48 + j] += arena[8 + (r * (width + 3)) + j];
                }
            },
            terms: n);
    }
}
