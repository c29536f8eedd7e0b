using RnnGen.Execution;

namespace RnnGen;

/// <summary>The optimizer's step and the norm before it, over ranges of the flat buffer.</summary>
internal sealed class UpdateWork<T> : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly Pass<T> _pass;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly double[] _chunkSums;
    private bool _isUpdate;
    private double _scale;

    public UpdateWork(Model<T> model, Pass<T> pass, Optimizer optimizer, OptimizerState<T> state)
    {
        _model = model;
        _pass = pass;
        _optimizer = optimizer;
        _state = state;
        _chunkSums = new double[Clipping.ChunkCount(model.Parameters.Length)];
    }

    /// <summary>The gradient's Euclidean norm; not finite where a gradient is not.</summary>
    public double Norm()
    {
        _isUpdate = false;
        WorkerPool.Run(this, _chunkSums.Length, _model.MaxThreads);
        return Clipping.Norm(_chunkSums, NormKind.Euclidean);
    }

    /// <summary>Moves all parameters.</summary>
    public void Update(double gradientScale)
    {
        _isUpdate = true;
        _scale = gradientScale;
        _optimizer.BeginStep(_state);
        WorkerPool.Run(this, _chunkSums.Length, _model.MaxThreads);
    }

    public override void Run(int index)
    {
        Span<T> gradients = _pass.Gradients;
        int start = index * Clipping.ChunkLength;
        int length = Math.Min(Clipping.ChunkLength, gradients.Length - start);
        if (_isUpdate)
            _optimizer.UpdateRange(_model.Parameters.Flat, gradients, _state, start, length, _scale);
        else
            _chunkSums[index] = Clipping.ChunkSum<T>(gradients.Slice(start, length), NormKind.Euclidean);
    }
}
