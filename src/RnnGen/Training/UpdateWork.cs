using RnnGen.Execution;

namespace RnnGen;

/// <summary>
/// What happens between backward and the next forward, over ranges of the flat buffer: scaling, penalties, the norm,
/// the optimizer's step.
/// </summary>
internal sealed class UpdateWork<T> : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private enum Phase
    {
        Prepare,
        Norm,
        Update,
    }

    private readonly Model<T> _model;
    private readonly Pass<T> _pass;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly ParameterRules _rules;
    private readonly double[] _chunkSums;
    private Phase _phase;
    private double _scale;

    public UpdateWork(
        Model<T> model, Pass<T> pass, Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        _model = model;
        _pass = pass;
        _optimizer = optimizer;
        _state = state;
        _rules = rules;
        _chunkSums = new double[Clipping.ChunkCount(model.Parameters.Length)];
    }

    /// <summary>
    /// Multiplies the gradient, applies the rules to it and returns its norm; not finite where a gradient is not.
    /// </summary>
    public double Prepare(double gradientScale)
    {
        _scale = gradientScale;
        return Run(gradientScale != 1 || _rules.Any ? Phase.Prepare : Phase.Norm);
    }

    /// <summary>The gradient's Euclidean norm; not finite where a gradient is not.</summary>
    public double Norm() => Run(Phase.Norm);

    /// <summary>Moves all parameters that are not frozen.</summary>
    public void Update(double gradientScale)
    {
        _scale = gradientScale;
        _optimizer.BeginStep(_state);
        Run(Phase.Update);
    }

    public override void Run(int index)
    {
        Span<T> gradients = _pass.Gradients;
        int start = index * Clipping.ChunkLength;
        int length = Math.Min(Clipping.ChunkLength, gradients.Length - start);
        if (_phase == Phase.Update)
        {
            UpdateRange(start, length);
            return;
        }

        if (_phase == Phase.Prepare)
        {
            Scale(gradients.Slice(start, length));
            _rules.Prepare(_model.Parameters.Flat, gradients, start, length);
        }

        _chunkSums[index] = Clipping.ChunkSum<T>(gradients.Slice(start, length), NormKind.Euclidean);
    }

    private double Run(Phase phase)
    {
        _phase = phase;
        WorkerPool.Run(this, _chunkSums.Length, _model.MaxThreads);
        return phase == Phase.Update ? 0 : Clipping.Norm(_chunkSums, NormKind.Euclidean);
    }

    private void Scale(Span<T> gradients)
    {
        if (_scale == 1)
            return;
        var factor = T.CreateChecked(_scale);
        foreach (ref T gradient in gradients)
            gradient *= factor;
    }

    // The padding between tensors never moves.
    private void UpdateRange(int start, int length)
    {
        if (!_rules.Any)
        {
            _optimizer.UpdateRange(_model.Parameters.Flat, _pass.Gradients, _state, start, length, _scale);
            return;
        }

        for (int i = 0; i < _model.Info.Parameters.Count; i++)
        {
            (int first, int count) = _rules.Overlap(i, start, length);
            if (count > 0 && !_rules.IsFrozen(i))
                _optimizer.UpdateRange(_model.Parameters.Flat, _pass.Gradients, _state, first, count, _scale);
        }
    }
}
