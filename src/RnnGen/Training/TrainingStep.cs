namespace RnnGen;

/// <summary>
/// One step of training: forward, loss, backward, clipping, the optimizer's update and the repacking of the weights.
/// Allocates nothing once it has run, or reserved, a batch as large.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class TrainingStep<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly UpdateWork<T> _update;
    private readonly LazyUpdate<T>? _lazyUpdate;
    private double _clipNorm = double.PositiveInfinity;
    private double _clipValue = double.PositiveInfinity;

    /// <summary>Makes a step for a model; the optimizer's state starts fresh.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="optimizer">The update rule.</param>
    /// <exception cref="InvalidOperationException">The model declares no loss.</exception>
    public TrainingStep(Model<T> model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (model.Info.Loss == null)
            throw new InvalidOperationException($"{model.Info.Name} declares no loss to train on.");

        _model = model;
        Optimizer = optimizer;
        State = optimizer.CreateState<T>(model.Parameters.Length);
        Pass = model.CreatePass();
        Pass.WantsInputGradient = false;
        _update = new UpdateWork<T>(model, Pass, optimizer, State);
        if (optimizer is LazyAdam lazy && model.Info.TokenTables.Count > 0)
            _lazyUpdate = new LazyUpdate<T>(model.Info, lazy, State);
    }

    /// <summary>The update rule.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers.</summary>
    public OptimizerState<T> State { get; }

    /// <summary>
    /// Where batches are computed: the last batch's outputs, losses and gradients (before clipping by norm).
    /// </summary>
    public Pass<T> Pass { get; }

    /// <summary>
    /// Largest Euclidean norm of the whole gradient; infinity, the default, for no limit. It applies after
    /// <see cref="ClipValue"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double ClipNorm
    {
        get => _clipNorm;
        set => _clipNorm = RequirePositive(value, nameof(ClipNorm));
    }

    /// <summary>Largest absolute value of one gradient; infinity, the default, for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double ClipValue
    {
        get => _clipValue;
        set => _clipValue = RequirePositive(value, nameof(ClipValue));
    }

    /// <summary>The last step's gradient norm, before any clipping.</summary>
    public double LastGradientNorm { get; private set; }

    /// <summary>Makes room for batches up to this size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps.</param>
    public void Reserve(int rows, int steps) => Pass.Reserve(rows, steps);

    /// <summary>Takes one step.</summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <returns>The loss before the update.</returns>
    /// <exception cref="ArgumentException">The batch does not fit the model; nothing has changed.</exception>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; no parameter has moved.</exception>
    public double Run(Batch<T> batch)
    {
        Pass.Forward(batch);
        double loss = Pass.Loss();
        Pass.Backward();

        double norm = _update.Norm();
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
            ThrowNonFinite(loss);
        LastGradientNorm = norm;

        if (_clipValue < double.PositiveInfinity)
        {
            Clipping.ByValue(Pass.Gradients, _clipValue);
            norm = _update.Norm();
        }

        double scale = double.IsFinite(_clipNorm) ? Clipping.Coefficient(norm, _clipNorm) : 1;
        if (_lazyUpdate == null)
            _update.Update(scale);
        else
            _lazyUpdate.Run(batch, _model.Parameters.Flat, Pass.Gradients, scale);
        _model.Parameters.Commit();
        Pass.Step++;
        return loss;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => Pass.Dispose();

    private void ThrowNonFinite(double loss)
    {
        int index = Clipping.FirstNonFinite<T>(Pass.Gradients);
        string? parameter = index < 0 ? null : _model.Parameters.At(index).Name;
        throw new NonFiniteException(Pass.Step, loss, parameter);
    }

    private static double RequirePositive(double value, string name) =>
        value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be positive.");
}
