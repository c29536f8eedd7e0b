using BenchmarkDotNet.Attributes;

namespace RnnGen.Benchmarks;

/// <summary>Rows times packed weights of four gates, against a triple loop over the unpacked matrix.</summary>
[InProcess]
[MemoryDiagnoser]
public unsafe class ProductBenchmarks
{
    private ProductCase _product = null!;
    private float[] _c = [];

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
        _product = new ProductCase(Rows, Size, Size);
        _c = new float[Rows * 4 * Size];
    }

    /// <summary>Frees.</summary>
    [GlobalCleanup]
    public void CleanUp() => _product.Dispose();

    /// <summary>The library's product on this processor's tier.</summary>
    [Benchmark]
    public void Product() => _product.Run();

    /// <summary>Three loops.</summary>
    [Benchmark(Baseline = true)]
    public void TripleLoop()
    {
        int width = 4 * Size;
        for (int row = 0; row < Rows; row++)
        {
            for (int unit = 0; unit < width; unit++)
            {
                float sum = 0;
                for (int k = 0; k < Size; k++)
                    sum += _product.Left[(row * Size) + k] * _product.Weights[(unit * Size) + k];
                _c[(row * width) + unit] = sum;
            }
        }
    }
}
