using RnnGen.Kernels;
using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// Brings what the slices' backward passes left into the flat gradients, part by part: sums over slices in their order,
/// rows of token tables, and the squares for the norm.
/// </summary>
internal sealed unsafe class CollectWork<T> : ParallelWork, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _work;
    private readonly PinnedBuffer<T> _gradients = new();
    private readonly ReduceWork<T> _reduce;
    private readonly int _length;
    private int _slices;
    private bool _adds;
    private bool _isShared;

    public CollectWork(Workspace<T> work, ParameterSet<T> parameters)
    {
        _work = work;
        _reduce = new ReduceWork<T>(work);
        _length = parameters.Length;
        Parts = parameters.Parts;
        _gradients.Reserve(_length);
        Tokens = new TokenRows<T>(work);
        Squares = new SquareSums<T>(_length, Parts, Tokens.Runs);
    }

    /// <summary>The flat gradients.</summary>
    public Span<T> Gradients => _gradients.Span(_length);

    /// <summary>The parts that gradients are collected in.</summary>
    public IReadOnlyList<ParameterPart> Parts { get; }

    /// <summary>Sums of squares, where <see cref="SumsSquares"/> says so.</summary>
    public SquareSums<T> Squares { get; }

    /// <summary>Gradients by token.</summary>
    public TokenRows<T> Tokens { get; }

    /// <summary>Whether squares are summed.</summary>
    public bool SumsSquares { get; set; }

    /// <summary>
    /// The flat gradients for somebody who may keep the span and write anything, from now on at any time.
    /// </summary>
    public Span<T> Share()
    {
        _isShared = true;
        Tokens.WriteAnywhere();
        return Gradients;
    }

    /// <summary>Collects the batch's gradients.</summary>
    /// <param name="adds">Whether to add to the flat gradients instead of overwriting them.</param>
    /// <param name="maxThreads">Threads to use.</param>
    public void Run(bool adds, int maxThreads)
    {
        _adds = adds;
        if (_isShared)
            Tokens.WriteAnywhere();
        Tokens.Start(adds);
        if (_isShared)
            Tokens.Runs.IsSparse = false;
        Squares.Start();
        _slices = _reduce.Pays ? 1 : _work.SliceCount;
        if (_reduce.Pays)
            WorkerPool.Run(_reduce, _reduce.Ranges, maxThreads);
        WorkerPool.Run(this, Parts.Count, maxThreads);
        Tokens.Finish();
    }

    public override void Run(int index)
    {
        ParameterPart part = Parts[index];
        WeightLayout layout = _work.Program.Layout;
        T* flat = _gradients.Pointer;
        if (!_adds && !part.Overwrites)
            new Span<T>(flat + part.Start, part.Length).Clear();
        bool adds = _adds || !part.Overwrites;
        var sums = new SliceSums<T>(_work.PackedGradients, _work.GradientStride, _slices, flat, adds);
        foreach (BlockRange range in part.Gradients)
            sums.Matrix(layout.Gradients[range.Block], range.From, range.To);
        foreach (int vector in part.VectorGradients)
            sums.Vector(layout.VectorGradients[vector]);
        foreach (BlockRange range in part.Tables)
            Tokens.Write(range, flat, adds);
        if (SumsSquares)
            Squares.Finish(part, Gradients);
    }

    public void Dispose() => Tokens.Dispose();
}
