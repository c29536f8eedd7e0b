using System.Runtime.Intrinsics.X86;
using RnnGen.Simd;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Conformance.Tests;

/// <summary>The tier is the one asked for: a run that means to test AVX2 does not test AVX-512.</summary>
public sealed class InstructionTierTests(ITestOutputHelper output)
{
    [Fact]
    public void Tier_OfThisRun_IsTheRequestedOne()
    {
        InstructionTier most =
            IsOff("DOTNET_EnableHWIntrinsic") ? InstructionTier.Scalar
            : IsOff("DOTNET_EnableAVX2") ? InstructionTier.Vector128
            : IsOff("DOTNET_EnableAVX512") ? InstructionTier.Avx2
            : InstructionTier.Avx512;
        output.WriteLine($"tier {Cpu.Tier}, at most {most}");

        Assert.True(Cpu.Tier <= most, $"The environment allows {most}, the run is on {Cpu.Tier}.");
        if (most == InstructionTier.Avx2 && Avx2.IsSupported)
            Assert.Equal(InstructionTier.Avx2, Cpu.Tier);
        if (most == InstructionTier.Avx512 && Avx512F.IsSupported)
            Assert.Equal(InstructionTier.Avx512, Cpu.Tier);
    }

    private static bool IsOff(string variable) => Environment.GetEnvironmentVariable(variable) == "0";
}
