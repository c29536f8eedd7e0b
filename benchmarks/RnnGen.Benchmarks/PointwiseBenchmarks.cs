using BenchmarkDotNet.Attributes;
using RnnGen.Simd;

namespace RnnGen.Benchmarks;

/// <summary>
/// The maths of 16 LSTM cells behind the product, five activations each, on every tier that the processor has, against
/// the platform's functions one by one. 32 rows of 128 units, which stay in the second cache.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class PointwiseBenchmarks
{
    private const int Lanes = 16;

    private readonly float[] _gates = Numbers.Uniform(4 * Lanes);
    private readonly float[] _c = Numbers.Uniform(Lanes);
    private readonly float[] _h = new float[Lanes];
    private PointwiseCase _evaluation = null!;
    private PointwiseCase _training = null!;

    /// <summary>The tiers that this processor has, the widest last.</summary>
    public static IEnumerable<InstructionTier> Tiers => ActivationBenchmarks.Tiers;

    /// <summary>The register's width.</summary>
    [ParamsSource(nameof(Tiers))]
    public InstructionTier Tier { get; set; }

    /// <summary>Finds the kernels.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _evaluation = new PointwiseCase(Tier, training: false);
        _training = new PointwiseCase(Tier, training: true);
    }

    /// <summary>Frees.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        _evaluation.Dispose();
        _training.Dispose();
    }

    /// <summary>The emitted kernel that keeps the new states only.</summary>
    [Benchmark(OperationsPerInvoke = PointwiseCase.Sixteens)]
    public void Evaluation() => _evaluation.Run();

    /// <summary>The emitted kernel that saves the gates too. It has no branches: any numbers will do.</summary>
    [Benchmark(OperationsPerInvoke = PointwiseCase.Sixteens)]
    public void Training() => _training.Run();

    /// <summary>The platform's functions.</summary>
    [Benchmark(Baseline = true)]
    public void Plain()
    {
        for (int u = 0; u < Lanes; u++)
        {
            float i = Sigmoid(_gates[u]), f = Sigmoid(_gates[Lanes + u]);
            float g = MathF.Tanh(_gates[(2 * Lanes) + u]), o = Sigmoid(_gates[(3 * Lanes) + u]);
            _h[u] = o * MathF.Tanh((f * _c[u]) + (i * g));
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
