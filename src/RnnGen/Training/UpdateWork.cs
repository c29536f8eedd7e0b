using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// What happens between backward and the next forward: scaling, penalties, clipping and the norm over chunks of the
/// flat gradient, where they are needed; then one pass over the parts that moves parameters and packs what has moved.
/// </summary>
internal sealed class UpdateWork<T> : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private enum Phase
    {
        Prepare,
        Clip,
        Update,
    }

    private readonly Model<T> _model;
    private readonly CollectWork<T> _collected;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly ParameterRules _rules;
    private readonly bool[] _isLazy;
    private readonly bool _hasLazy;
    private Phase _phase;
    private double _scale;

    public UpdateWork(
        Model<T> model, CollectWork<T> collected, Optimizer optimizer, OptimizerState<T> state, ParameterRules rules)
    {
        _model = model;
        _collected = collected;
        _optimizer = optimizer;
        _state = state;
        _rules = rules;
        _isLazy = new bool[model.Info.Parameters.Count];
        for (int i = 0; i < _isLazy.Length && optimizer is LazyAdam; i++)
            _isLazy[i] = collected.Tokens.TouchedOf(i) != null;
        _hasLazy = _isLazy.Contains(true);
    }

    /// <summary>
    /// Multiplies the gradient, applies the rules to it and returns its norm; not finite where a gradient is not.
    /// </summary>
    public double Prepare(double gradientScale)
    {
        _scale = gradientScale;
        if (_rules.Any || !T.IsFinite(T.CreateChecked(gradientScale)))
            _collected.Tokens.WriteAnywhere();
        return RunChunks(Phase.Prepare);
    }

    /// <summary>Limits each gradient and returns the norm that is left.</summary>
    public double ClipByValue(double limit)
    {
        _scale = limit;
        return RunChunks(Phase.Clip);
    }

    /// <summary>
    /// Moves all parameters that are not frozen, and packs them; whoever ends the training folds embeddings again.
    /// </summary>
    public void Update(double gradientScale)
    {
        _scale = gradientScale;
        _phase = Phase.Update;
        _optimizer.BeginStep(_state, _rules.Frozen);
        _model.Parameters.Unfold();
        WorkerPool.Run(this, _collected.Parts.Count, _model.MaxThreads);
        _model.Parameters.CommitVectors();
    }

    public override void Run(int index)
    {
        if (_phase == Phase.Update)
        {
            UpdatePart(_collected.Parts[index]);
            return;
        }

        Span<T> gradients = _collected.Gradients;
        Span<T> chunk = SquareSums<T>.Chunk(index, gradients);
        if (_phase == Phase.Clip)
        {
            Clipping.ByValue(chunk, _scale);
        }
        else
        {
            Scale(chunk);
            if (_rules.Any)
                _rules.Prepare(_model.Parameters.Flat, gradients, index * Clipping.ChunkLength, chunk.Length);
        }

        _collected.Squares.Compute(index, gradients);
    }

    private double RunChunks(Phase phase)
    {
        _phase = phase;
        WorkerPool.Run(this, _collected.Squares.Chunks, _model.MaxThreads);
        return _collected.Squares.Norm;
    }

    private void Scale(Span<T> gradients)
    {
        if (_scale == 1)
            return;
        var factor = T.CreateChecked(_scale);
        foreach (ref T gradient in gradients)
            gradient *= factor;
    }

    private void UpdatePart(ParameterPart part)
    {
        if (_rules.Any || _hasLazy || _state.Own.Any)
            UpdateTensors(part);
        else
            UpdateRange(part.Start, part.Length, tensor: -1);
        _model.Parameters.CommitPanels(part);
    }

    private void UpdateTensors(ParameterPart part)
    {
        for (int i = 0; i < _isLazy.Length; i++)
        {
            (int first, int count) = _rules.Overlap(i, part.Start, part.Length);
            if (count <= 0 || _rules.IsFrozen(i))
                continue;
            if (_isLazy[i])
                UpdateRows(i, first, count);
            else
                UpdateRange(first, count, i);
        }
    }

    // Only rows of the batches' tokens; neighbours together.
    private void UpdateRows(int parameter, int first, int count)
    {
        ParameterInfo table = _model.Info.Parameters[parameter];
        RowSet touched = _collected.Tokens.TouchedOf(parameter)!;
        int columns = table.Columns;
        int end = (first + count - (int)table.Offset) / columns;
        int row = touched.Next((first - (int)table.Offset) / columns);
        while (row >= 0 && row < end)
        {
            int behind = Math.Min(end, touched.NextAbsent(row));
            UpdateRange((int)table.Offset + (row * columns), (behind - row) * columns, parameter);
            row = touched.Next(behind);
        }
    }

    private void UpdateRange(int start, int length, int tensor) =>
        _optimizer.Move(
            _model.Parameters.Flat, _collected.Gradients, _state, start, length, _scale, _collected.Tokens.Runs,
            tensor);
}
