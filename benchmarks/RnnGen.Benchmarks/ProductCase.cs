using System.Runtime.InteropServices;
using RnnGen.Kernels;
using RnnGen.Simd;

namespace RnnGen.Benchmarks;

/// <summary>Rows times packed weights of four gates, on the process's tier.</summary>
internal sealed unsafe class ProductCase : IDisposable
{
    private const int Gates = 4;

    private readonly int _rows;
    private readonly int _k;
    private readonly int _units;
    private readonly float* _panels;
    private readonly float* _c;

    /// <summary>Packs.</summary>
    /// <param name="rows">Rows of the left matrix.</param>
    /// <param name="k">Its columns.</param>
    /// <param name="units">Units of a gate: a multiple of 16.</param>
    public ProductCase(int rows, int k, int units)
    {
        (_rows, _k, _units) = (rows, k, units);
        Left = New(rows * k);
        Weights = New(Gates * units * k);
        _panels = New((int)Panels.Length<float>(units, k, Gates));
        _c = New(rows * Gates * units);
        for (int gate = 0; gate < Gates; gate++)
            Panels.Pack(Weights + (gate * units * k), k, units, k, _panels, gate, Gates, Panels.Order);
    }

    /// <summary>The left matrix. [rows, k]</summary>
    public float* Left { get; }

    /// <summary>The unpacked right matrix. [4 units, k]</summary>
    public float* Weights { get; }

    /// <summary>Floating-point operations of one product.</summary>
    public double Flops => 2.0 * _rows * _k * Gates * _units;

    /// <summary>One product.</summary>
    public void Run()
    {
        switch (Cpu.Tier)
        {
            case InstructionTier.Avx512:
                Run<F32x16>();
                break;
            case InstructionTier.Avx2:
                Run<F32x8>();
                break;
            case InstructionTier.Vector128:
                Run<F32x4>();
                break;
            default:
                Run<F32x1>();
                break;
        }
    }

    /// <summary>Frees.</summary>
    public void Dispose()
    {
        foreach (nint block in (nint[])[(nint)Left, (nint)Weights, (nint)_panels, (nint)_c])
            NativeMemory.AlignedFree((void*)block);
    }

    private void Run<V>()
        where V : unmanaged, ISimd<V, float>
    {
        int width = Gates * _units;
        Product<V, float>.Run(new PanelShape(_k, _units, Gates, _units), _rows, Left, _k, _panels, null, 0, _c, width);
    }

    private static float* New(int count)
    {
        var block = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        Numbers.Uniform(count).CopyTo(new Span<float>(block, count));
        return block;
    }
}
