using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using RnnGen.Simd;

namespace RnnGen.Benchmarks;

/// <summary>
/// Elementary functions over 4096 floats, which stay in the first cache: a 256th of a time is that of 16 floats. On
/// every tier that the processor has, against the platform's function one by one.
/// </summary>
[InProcess]
public unsafe class ActivationBenchmarks
{
    private const int Count = 4096;

    private float* _x;
    private float* _y;

    /// <summary>The tiers that this processor has, the widest last.</summary>
    public static IEnumerable<InstructionTier> Tiers =>
        Enum.GetValues<InstructionTier>().Where(static tier => tier <= Cpu.Tier);

    /// <summary>The register's width.</summary>
    [ParamsSource(nameof(Tiers))]
    public InstructionTier Tier { get; set; }

    /// <summary>Makes the numbers, from -4 to 4.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _x = (float*)NativeMemory.AlignedAlloc(Count * sizeof(float), 64);
        _y = (float*)NativeMemory.AlignedAlloc(Count * sizeof(float), 64);
        float[] values = Numbers.Uniform(Count);
        for (int i = 0; i < Count; i++)
            _x[i] = 4 * values[i];
    }

    /// <summary>Frees.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        NativeMemory.AlignedFree(_x);
        NativeMemory.AlignedFree(_y);
    }

    /// <summary>e^x.</summary>
    [Benchmark]
    public void Exp() => Run(Function.Exp);

    /// <summary>1 / (1 + e^-x).</summary>
    [Benchmark]
    public void Sigmoid() => Run(Function.Sigmoid);

    /// <summary>Hyperbolic tangent.</summary>
    [Benchmark]
    public void Tanh() => Run(Function.Tanh);

    /// <summary>The platform's hyperbolic tangent.</summary>
    [Benchmark(Baseline = true)]
    public void PlatformTanh()
    {
        for (int i = 0; i < Count; i++)
            _y[i] = MathF.Tanh(_x[i]);
    }

    private void Run(Function function)
    {
        switch (Tier)
        {
            case InstructionTier.Avx512:
                Run<F32x16>(function);
                break;
            case InstructionTier.Avx2:
                Run<F32x8>(function);
                break;
            case InstructionTier.Vector128:
                Run<F32x4>(function);
                break;
            default:
                Run<F32x1>(function);
                break;
        }
    }

    private void Run<V>(Function function)
        where V : unmanaged, ISimd<V, float>
    {
        switch (function)
        {
            case Function.Exp:
                for (int i = 0; i < Count; i += V.Count)
                    V.Store(_y + i, V.Exp(V.Load(_x + i)));
                break;
            case Function.Sigmoid:
                for (int i = 0; i < Count; i += V.Count)
                    V.Store(_y + i, V.Sigmoid(V.Load(_x + i)));
                break;
            default:
                for (int i = 0; i < Count; i += V.Count)
                    V.Store(_y + i, V.Tanh(V.Load(_x + i)));
                break;
        }
    }

    private enum Function
    {
        Exp,
        Sigmoid,
        Tanh,
    }
}
