using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using RnnGen.Kernels;
using RnnGen.Simd;

namespace RnnGen.Benchmarks;

/// <summary>Rows times packed weights of four gates, against a triple loop over the unpacked matrix.</summary>
[InProcess]
[MemoryDiagnoser]
public unsafe class ProductBenchmarks
{
    private const int Gates = 4;

    private float* _a;
    private float* _w;
    private float* _panels;
    private float* _c;

    /// <summary>Rows of the left matrix.</summary>
    [Params(1, 32)]
    public int Rows { get; set; }

    /// <summary>Columns of the left matrix, and units of a gate: a multiple of 16.</summary>
    [Params(32, 128)]
    public int Size { get; set; }

    /// <summary>Packs.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _a = New(Rows * Size);
        _w = New(Gates * Size * Size);
        _panels = New((int)Panels.Length<float>(Size, Size, Gates));
        _c = New(Rows * Gates * Size);
        for (int gate = 0; gate < Gates; gate++)
            Panels.Pack(_w + (gate * Size * Size), Size, Size, Size, _panels, gate, Gates);
    }

    /// <summary>Frees.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        foreach (nint block in (nint[])[(nint)_a, (nint)_w, (nint)_panels, (nint)_c])
            NativeMemory.AlignedFree((void*)block);
    }

    /// <summary>The library's product on this processor's tier.</summary>
    [Benchmark]
    public void Product()
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

    /// <summary>Three loops.</summary>
    [Benchmark(Baseline = true)]
    public void TripleLoop()
    {
        int width = Gates * Size;
        for (int row = 0; row < Rows; row++)
        {
            for (int unit = 0; unit < width; unit++)
            {
                float sum = 0;
                for (int k = 0; k < Size; k++)
                    sum += _a[(row * Size) + k] * _w[(unit * Size) + k];
                _c[(row * width) + unit] = sum;
            }
        }
    }

    private void Run<V>()
        where V : unmanaged, ISimd<V, float>
    {
        int width = Gates * Size;
        Product<V, float>.Run(
            new PanelShape(Size, Size, Gates, Size), Rows, _a, Size, _panels, null, 0, _c, width);
    }

    private static float* New(int count)
    {
        var block = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        Numbers.Uniform(count).CopyTo(new Span<float>(block, count));
        return block;
    }
}
