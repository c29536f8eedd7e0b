using BenchmarkDotNet.Attributes;
using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks;

/// <summary>
/// A character model, embedding 100 to 64, LSTM 128, 100 outputs at every step, with the embedding folded into the LSTM
/// and not: 32 rows of 50 steps on one thread, a stream's step, and what making the table costs.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class FoldingBenchmarks
{
    private const int Rows = 32;
    private const int Steps = 50;
    private const int Vocabulary = 100;

    private readonly int[] _tokens = Numbers.Integers(Rows * Steps, Vocabulary, seed: 1);
    private readonly float[] _y = new float[Rows * Steps * Vocabulary];
    private Model<float> _model = null!;
    private ModelStream<float> _stream = null!;
    private Batch<float> _batch = null!;
    private int _next;

    /// <summary>Whether the embedding is folded.</summary>
    [Params(false, true)]
    public bool Folded { get; set; }

    /// <summary>Makes the network and the stream.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _model = Folded ? new CharacterModel(seed: 1) : new UnfoldedCharacterModel(seed: 1);
        _model.MaxThreads = 1;
        _stream = _model.CreateStream();
        _batch = Batch<float>.FromTokens(_tokens, Rows, Steps);
    }

    /// <summary>A forward pass of the batch.</summary>
    [Benchmark]
    public void Evaluate() => _model.Predict(_batch, _y);

    /// <summary>One step of a stream.</summary>
    [Benchmark]
    public float Step()
    {
        _next = _next + 1 < _tokens.Length ? _next + 1 : 0;
        return _stream.Step(_tokens[_next])[0];
    }

    /// <summary>Packing all weights, and making the table.</summary>
    [Benchmark]
    public void Commit() => _model.Parameters.Commit();
}
