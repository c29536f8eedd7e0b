using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>What BLAS is asked for is what our kernels compute, by BLAS's definition in plain loops.</summary>
public sealed class GemmCallTests
{
    [Fact]
    public void Of_Product_IsTheRowsTimesTheWeights()
    {
        const int N = 5, K = 3, Units = 4, Gates = 2, X = 7, XStride = 6, Target = 50, TargetStride = 11;
        const int Columns = Units * Gates;
        double[] arena = Draw(1, 200), weights = Draw(2, K * Columns);
        double[] expected = [.. arena];
        for (int r = 0; r < N; r++)
        {
            for (int column = 0; column < Columns; column++)
            {
                for (int k = 0; k < K; k++)
                {
                    expected[Target + (r * TargetStride) + column] +=
                        arena[X + (r * XStride) + k] * weights[(k * Columns) + column];
                }
            }
        }

        GemmCall call = GemmCall.Of(new ProductArguments<double>
        {
            N = N,
            K = K,
            Units = Units,
            Gates = Gates,
            GateStride = Units,
            RowLength = Columns,
            X = X,
            XStride = XStride,
            XStep = 1,
            Start = Target,
            StartStride = TargetStride,
            Target = Target,
            TargetStride = TargetStride,
        })!.Value;
        Assert.True(call.Adds);
        Assert.Equal(expected, Gemm(call, weights, arena, arena), Numbers.Close);
    }

    [Fact]
    public void Of_Gradient_IsTheOperandTimesTheGradientsOfItsRows()
    {
        const int N = 6, K = 4, Width = 5, Stride = 6, X = 3, XStride = 7, Dz = 60, DzStride = 9, Gradient = 2;
        double[] arena = Draw(3, 150), gradients = Draw(4, 40);
        double[] expected = [.. gradients];
        for (int i = 0; i < K; i++)
        {
            for (int j = 0; j < Width; j++)
            {
                for (int r = 0; r < N; r++)
                {
                    expected[Gradient + (i * Stride) + j] +=
                        arena[X + (r * XStride) + i] * arena[Dz + (r * DzStride) + j];
                }
            }
        }

        var call = GemmCall.Of(new GradientArguments<double>
        {
            N = N,
            K = K,
            Width = Width,
            X = X,
            XStride = XStride,
            Dz = Dz,
            DzStride = DzStride,
            Gradient = Gradient,
            GradientStride = Stride,
            Bias = 30,
        });
        Assert.Equal(expected, Gemm(call, arena, arena, gradients), Numbers.Close);
    }

    [Theory]
    [InlineData(1, 16, true)]
    [InlineData(1, 10, false)]
    [InlineData(2, 16, false)]
    public void Of_ProductThatIsNoMatrix_IsNull(int xStep, int units, bool isOne)
    {
        var a = new ProductArguments<float>
        {
            N = 512,
            K = 256,
            Units = units,
            Gates = 4,
            GateStride = 16,
            RowLength = 64,
            XStride = 256,
            XStep = xStep,
            Start = -1,
            TargetStride = 64,
        };
        Assert.Equal(isOne, GemmCall.Of(a) is { IsLarge: true, Adds: false });
        a.N = 8;
        Assert.False(GemmCall.Of(a) is { IsLarge: true });
    }

    [OpenCLFact]
    public void LargeProducts_OfADeviceWithoutCuda_AreThisLibrarys()
        => Assert.Equal("this library's kernels", TestAccelerator.OpenCLDevice.LargeProducts);

    private static double[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    // C (m, n) = sum over k of A (m, k) op(B) (k, n), all column by column, as BLAS defines it.
    private static double[] Gemm(in GemmCall call, double[] a, double[] b, double[] c)
    {
        double[] result = [.. c];
        for (int n = 0; n < call.N; n++)
        {
            for (int m = 0; m < call.M; m++)
            {
                double sum = call.Adds ? c[call.C + (n * call.Ldc) + m] : 0;
                for (int k = 0; k < call.K; k++)
                {
                    double right = call.TransposesB ? b[call.B + (k * call.Ldb) + n] : b[call.B + (n * call.Ldb) + k];
                    sum += a[call.A + (k * call.Lda) + m] * right;
                }

                result[call.C + (n * call.Ldc) + m] = sum;
            }
        }

        return result;
    }

    private static class Numbers
    {
        public static readonly IEqualityComparer<double> Close =
            EqualityComparer<double>.Create(static (x, y) => Math.Abs(x - y) < 1e-12, static x => x.GetHashCode());
    }
}
