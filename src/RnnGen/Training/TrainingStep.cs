namespace RnnGen;

/// <summary>
/// One step of training: forward, loss, backward, clipping, the optimizer's update and the repacking of the weights.
/// Allocates nothing once it has run, or reserved, a batch as large.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed partial class TrainingStep<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly OptimizerState<T> _state;
    private readonly UpdateWork<T> _update;
    private readonly LossTotals _losses;
    private double _clipNorm = double.PositiveInfinity;
    private double _clipValue = double.PositiveInfinity;

    /// <summary>Makes a step for a model; the optimizer's state starts fresh.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="device">
    /// Where batches are computed, by default on <see cref="Model{T}.Device"/>. It must outlive the step.
    /// </param>
    /// <exception cref="InvalidOperationException">The model declares no loss.</exception>
    /// <exception cref="NotSupportedException">The model has no kernels for the device.</exception>
    public TrainingStep(Model<T> model, Optimizer optimizer, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        if (!model.Info.HasLoss)
            throw new InvalidOperationException($"{model.Info.Name} declares no loss to train on.");

        _model = model;
        Optimizer = optimizer;
        _state = optimizer.CreateState<T>(model.Parameters.Length, model.Info.Parameters.Count);
        Rules = new ParameterRules(model.Info);
        Pass = model.CreatePass(device);
        try
        {
            Pass.WantsInputGradient = false;
            ActivationBudget = model.Info.ActivationBudget;
            Pass.TrainOn(optimizer, _state, Rules);
        }
        catch
        {
            // Nobody else has it: a device's memory would be held until it is collected.
            Pass.Dispose();
            throw;
        }

        _update = new UpdateWork<T>(model, Pass.Collected, optimizer, _state, Rules);
        _losses = new LossTotals(model.Info);
        _divisors = new double[model.Info.Heads.Count];
        int[] means = [.. _losses.Heads.Where(_losses.IsMean)];
        NeedsAllBatches = means.Length > 0 && _losses.Heads.Count > 1;
        _onlyMean = means.Length == 1 && !NeedsAllBatches ? means[0] : -1;
    }

    /// <summary>The update rule.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What the optimizer remembers.</summary>
    public OptimizerState<T> State
    {
        get
        {
            _state.Fetch();
            return _state;
        }
    }

    /// <summary>As <see cref="State"/>, whether or not a device has moved its copy.</summary>
    internal OptimizerState<T> HostState => _state;

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

    /// <summary>Optimizer steps taken.</summary>
    public long StepCount { get; internal set; }

    internal ParameterRules Rules { get; }

    /// <summary>
    /// Keeps tensors as they are: they have no gradient, do not count in the norm and do not move, and what the
    /// optimizer remembers of them stays. It does not count the steps that they miss: bias corrections, warm-ups and
    /// decays of an optimizer go by each tensor's own steps.
    /// </summary>
    /// <param name="pattern">A tensor's name; <c>*</c> stands for any characters, as in <c>embedding.*</c>.</param>
    /// <exception cref="ArgumentException">No tensor matches.</exception>
    public void Freeze(string pattern) => Rules.SetFrozen(pattern, isFrozen: true);

    /// <summary>Lets frozen tensors move again.</summary>
    /// <param name="pattern">A tensor's name; <c>*</c> stands for any characters.</param>
    /// <exception cref="ArgumentException">No tensor matches.</exception>
    public void Unfreeze(string pattern) => Rules.SetFrozen(pattern, isFrozen: false);

    /// <summary>
    /// Adds l1 |w| + l2 w^2, summed over tensors' elements, to what is minimised (Keras's definition). The loss that is
    /// returned and shown does not contain it. A second call for a tensor replaces the first.
    /// </summary>
    /// <param name="pattern">A tensor's name; <c>*</c> stands for any characters, as in <c>*.weight_*</c>.</param>
    /// <param name="l1">Factor of the absolute values, at least 0.</param>
    /// <param name="l2">Factor of the squares, at least 0.</param>
    /// <exception cref="ArgumentException">No tensor matches, or a factor is negative or not finite.</exception>
    public void Penalize(string pattern, double l1 = 0, double l2 = 0) => Rules.SetPenalty(pattern, l1, l2);

    /// <summary>Makes room for batches up to this size.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps, of each axis.</param>
    /// <param name="labels">Target classes of a row, of a loss whose targets have lengths of their own (CTC).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public void Reserve(int rows, int steps, int labels = 0) => Pass.Reserve(rows, steps, labels);

    /// <summary>Takes one step.</summary>
    /// <param name="batch">Inputs and targets.</param>
    /// <returns>
    /// The loss before the update, of several heads the sum by their weights, as <see cref="Pass{T}.Loss"/>; NaN where
    /// one is the mean of targets that are all ignored.
    /// </returns>
    /// <exception cref="ArgumentException">The batch does not fit the model; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">Batches were accumulated: call <see cref="Apply"/>.</exception>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; no parameter has moved.</exception>
    public double Run(Batch<T> batch)
    {
        RequireFreshStep();

        // Nothing changes the gradients before the norm is needed, so it is computed as they are written.
        bool isReady = !Rules.Any;
        Compute(batch, divisors: null, sumsSquares: isReady);
        if (Pass.IsTrainedOnDevice)
            return TakeOnDevice(1, isOnly: true);
        return Take(isReady ? Pass.Collected.Squares.Norm : _update.Prepare(1));
    }

    /// <summary>
    /// Frees the memory. Training with this step is over: what evaluation reads in a form of its own is rebuilt, as
    /// <see cref="ParameterSet{T}.Commit"/> does.
    /// </summary>
    public void Dispose()
    {
        Pass.Dispose();

        // What a device has moved that is not this step's is not asked for: whoever ends that training folds it.
        if (!_model.Parameters.IsElsewhere)
            _model.Parameters.Fold();
    }

    private void RequireFreshStep()
    {
        if (_accumulated > 0)
        {
            throw new InvalidOperationException(
                $"{_accumulated} batches were accumulated: call Apply() before the next Run().");
        }
    }

    private double Take(double norm)
    {
        double loss = _losses.Reduced;
        if (!_losses.IsFinite || !double.IsFinite(norm))
            ThrowNonFinite(loss);
        _accumulated = 0;
        LastGradientNorm = norm;
        if (_clipValue < double.PositiveInfinity)
            norm = _update.ClipByValue(_clipValue);
        _update.Update(double.IsFinite(_clipNorm) ? Clipping.Coefficient(norm, _clipNorm) : 1);
        StepCount++;
        return loss;
    }

    private void Compute(Batch<T> batch, double[]? divisors, bool sumsSquares)
    {
        Pass.RequireTrainable(batch);
        bool isFirst = _accumulated == 0;
        Pass.LossDivisors = divisors;
        Pass.AccumulateGradients = !isFirst;
        Pass.Collected.SumsSquares = sumsSquares;
        try
        {
            Pass.Train(batch);
        }
        finally
        {
            // Whoever runs the pass by itself afterwards gets gradients of its own batch.
            Pass.LossDivisors = null;
            Pass.AccumulateGradients = false;
        }

        if (isFirst)
            _losses.Clear();

        // The sums of the only batch of a step on a device come back behind the update.
        if (!Pass.IsTrainedOnDevice || divisors != null)
            _losses.Add(Pass);
        _accumulated++;
        Pass.Step++;
    }

    private void ThrowNonFinite(double loss)
    {
        Discard();
        ThrowNonFinite(loss, Clipping.FirstNonFinite<T>(Pass.Gradients));
    }

    private void ThrowNonFinite(double loss, int index)
    {
        string? parameter = index < 0 ? null : _model.Parameters.At(index).Name;
        bool hasHardCtc = _model.Info.Heads.Any(
            static head => head.Loss is { Kind: LossKind.Ctc, ZeroInfinity: false });
        string advice = hasHardCtc && double.IsPositiveInfinity(loss)
            ? " A row with fewer steps than its labels need has an infinite loss: [Ctc(ZeroInfinity = true)] leaves "
                + "such rows out."
            : "";
        throw new NonFiniteException(StepCount, loss, parameter, advice);
    }

    private static double RequirePositive(double value, string name) =>
        value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} is {value}; it must be positive."));
}
