using System.Runtime.Intrinsics;
using RnnGen.Simd;
using Xunit;

namespace RnnGen.Tests;

/// <summary>The softmax of floats against doubles, in every width of register that the machine has.</summary>
public sealed unsafe class FloatSoftmaxTests
{
    [Fact]
    public void Parts_OfAnyCount_AreThoseInDouble()
    {
        Compare<F32x4>();
        if (Cpu.Tier >= InstructionTier.Avx2)
            Compare<F32x8>();
        if (Cpu.Tier == InstructionTier.Avx512)
            Compare<F32x16>();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Sum_OfWhatIsNoDistribution_IsNaN(float value)
    {
        float[] x = new float[37];
        x[20] = value;
        fixed (float* source = x)
        {
            double max = Softmax<float>.Maximum(source, x.Length);
            Assert.True(double.IsNaN(Softmax<float>.Exponentials(source, x.Length, max, null)));
        }
    }

    [Fact]
    public void Exponentials_AtTheBorders_AreThoseOfExp()
    {
        Borders<F32x4>();
        if (Cpu.Tier >= InstructionTier.Avx2)
            Borders<F32x8>();
        if (Cpu.Tier == InstructionTier.Avx512)
            Borders<F32x16>();
    }

    /// <summary>The bits of e^x down to -64 and zero below, in place, with NaN wherever it is.</summary>
    private static void Borders<V>()
        where V : unmanaged, ISimd<V, float>, INegativeExp<V>
    {
        if (!Vector128.IsHardwareAccelerated)
            return;
        foreach (int count in new[] { 1, 3, 15, 16, 17, 37, 512, 520, 1033 })
        {
            float[] x = [.. Enumerable.Range(0, count).Select(i => -70f * i / count)];
            x[count / 2] = -64;
            x[count - 1] = MathF.BitDecrement(-64);
            float[] e = [.. x], exp = new float[count + 15];
            fixed (float* source = x, target = e, expected = exp)
            {
                double sum = FloatSoftmax<V>.Exponentials(source, count, 0, target);
                for (int i = 0; i < count; i++)
                {
                    V.Store(expected + i, V.Exp(V.Create(x[i])));
                    Assert.Equal(x[i] < -64 ? 0 : expected[i], e[i]);
                }

                FloatSoftmax<V>.Exponentials(source, count, 0, source);
                Assert.Equal(e, x);
                target[count - 1] = float.NaN;
                Assert.True(double.IsNaN(FloatSoftmax<V>.Exponentials(target, count, 1, target)));
                Assert.True(float.IsNaN(e[count - 1]));
                Assert.InRange(sum, 0, count);
            }
        }
    }

    private static void Compare<V>()
        where V : unmanaged, ISimd<V, float>, INegativeExp<V>
    {
        if (!Vector128.IsHardwareAccelerated)
            return;
        var random = new Random(1);
        foreach (int count in (int[])[.. Enumerable.Range(1, 70), 511, 512, 513, 1000, 1024, 1041])
        {
            float[] x = [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 60) - 30))];
            if (count > 2)
                x[count / 2] = float.NegativeInfinity;
            float[] e = new float[count];
            fixed (float* source = x, target = e)
            {
                float max = FloatSoftmax<V>.Maximum(source, count);
                Assert.Equal(x.Max(), max);
                double sum = FloatSoftmax<V>.Exponentials(source, count, max, target);
                double[] expected = [.. x.Select(value => Math.Exp((double)value - max))];
                Assert.InRange(sum / expected.Sum(), 1 - 2e-6, 1 + 2e-6);
                for (int i = 0; i < count; i++)
                    Assert.InRange(e[i], expected[i] * (1 - 4e-6), (expected[i] * (1 + 4e-6)) + float.Epsilon);
                Assert.Equal(sum, FloatSoftmax<V>.Exponentials(source, count, max, null));
                FloatSoftmax<V>.ScaleAndShift(target, count, 0.5f, 0.25f);
                Assert.InRange(e[count - 1], (expected[^1] * 0.5) - 0.25 - 1e-6, (expected[^1] * 0.5) - 0.25 + 1e-6);
            }
        }
    }
}
