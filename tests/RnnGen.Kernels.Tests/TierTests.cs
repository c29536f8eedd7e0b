using System.Runtime.Intrinsics.X86;
using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>The choice of the tier, and what tiers share.</summary>
public sealed unsafe class TierTests
{
    [Fact]
    public void Tier_Environment_SelectsIt()
    {
        if (!Sse.IsSupported && !Off("EnableHWIntrinsic"))
            return;
        InstructionTier most = Off("EnableHWIntrinsic") ? InstructionTier.Scalar
            : Off("EnableAVX2") ? InstructionTier.Vector128
            : Off("EnableAVX512") ? InstructionTier.Avx2
            : InstructionTier.Avx512;
        Assert.True(Cpu.Tier <= most, $"{Cpu.Tier} where {most} is the most");
        if (most < InstructionTier.Avx2)
            Assert.Equal(most, Cpu.Tier);
    }

    [Fact]
    public void Elementary_512And256Bits_SameBits()
    {
        if (!Widths.Available<F32x16>())
            return;
        Compare<F32x16, F32x8, float>();
        Compare<F64x8, F64x4, double>();
    }

    private static bool Off(string name) => Environment.GetEnvironmentVariable("DOTNET_" + name) == "0";

    private static void Compare<V, U, T>()
        where V : unmanaged, ISimd<V, T>
        where U : unmanaged, ISimd<U, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Func<V, V>[] wide = [V.Exp, V.Log, V.Sigmoid, V.Tanh, V.Softplus, V.Erf];
        Func<U, U>[] narrow = [U.Exp, U.Log, U.Sigmoid, U.Tanh, U.Softplus, U.Erf];
        T* x = stackalloc T[V.Count];
        T* y = stackalloc T[V.Count];
        T* z = stackalloc T[V.Count];
        Random random = new(1);
        for (int i = 0; i < 100_000; i++)
        {
            for (int lane = 0; lane < V.Count; lane++)
                x[lane] = T.CreateTruncating((random.NextDouble() - 0.5) * (1 << (i % 12)));
            for (int f = 0; f < wide.Length; f++)
            {
                V.Store(y, wide[f](V.Load(x)));
                U.Store(z, narrow[f](U.Load(x)));
                U.Store(z + U.Count, narrow[f](U.Load(x + U.Count)));
                for (int lane = 0; lane < V.Count; lane++)
                    Assert.Equal(z[lane], y[lane]);
            }
        }
    }
}
