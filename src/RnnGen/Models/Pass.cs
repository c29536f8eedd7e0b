using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A reusable place to run batches forward and backward in: for training, and for products of a vector with the model's
/// Jacobian. It allocates only when a batch is larger than any before. Not for two threads at once.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed unsafe partial class Pass<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly Workspace<T> _work;
    private readonly ForwardWork<T> _forward;
    private readonly BackwardWork<T> _backward;
    private readonly LossMemory<T>? _lossMemory;
    private readonly LossWork<T>? _lossWork;
    private readonly TrainWork<T>? _train;
    private readonly PassResults<T> _results;
    private Batch<T>? _batch;
    private bool _hasOutputGradient;
    private bool _hasGradients;
    private bool _isConsumed;
    private bool _disposed;

    internal Pass(Model<T> model)
    {
        _model = model;
        _info = model.Info;
        _work = new Workspace<T>(model.Program);
        _forward = new ForwardWork<T>(_work);
        Loss<T>? loss = model.Loss;
        _lossMemory = loss == null ? null : new LossMemory<T>(_work, loss);
        _backward = new BackwardWork<T>(_work, _lossMemory);
        Collected = new CollectWork<T>(_work, model.Parameters);
        _results = new PassResults<T>(_work);
        _lossWork = loss == null ? null : new LossWork<T>(_work, loss, _lossMemory!);
        _train = _lossWork == null ? null : new TrainWork<T>(_forward, _lossWork, _backward);
        Seed = model.Seed;
    }

    /// <summary>Seed of the dropout masks that are drawn; the model's seed at first.</summary>
    public ulong Seed { get; set; }

    /// <summary>Training step of the dropout masks that are drawn; the caller counts it up.</summary>
    public long Step { get; set; }

    /// <summary>Whether Backward adds to <see cref="Gradients"/> instead of starting from zero.</summary>
    public bool AccumulateGradients { get; set; }

    /// <summary>
    /// Whether the gradient is that of the sum of the losses where the declared reduction is the mean, so that the
    /// gradients of several batches can be added and divided by their common denominator.
    /// </summary>
    internal bool SumsLosses { get; set; }

    /// <summary>What the last batch's mean divides by.</summary>
    internal double LossDenominator { get; private set; }

    /// <summary>The sum of the last batch's losses.</summary>
    internal double LossSum { get; private set; }

    /// <summary>Outputs of the last batch, zero beyond a row's length. [B, T, O], or [B, O]</summary>
    public ReadOnlySpan<T> Outputs => _results.Outputs(RequireForward());

    /// <summary>Final values of the states of the last batch, one state after the other. [B, Size] each</summary>
    public ReadOnlySpan<T> FinalStates => _results.FinalStates(RequireForward());

    /// <summary>
    /// The last batch's losses one by one, as PyTorch's reduction='none' gives them: cross-entropy [B] or [B, T],
    /// losses of whole sequences [B], others [B, O] or [B, T, O]; zero beyond a row's length. Weights are multiplied
    /// in.
    /// </summary>
    public ReadOnlySpan<double> Losses => _results.Losses;

    /// <summary>
    /// Whether Backward also computes the gradient of the features, which training does not need; takes effect with the
    /// next Forward. On by default.
    /// </summary>
    public bool WantsInputGradient
    {
        get => _work.WantsInputGradient;
        set => _work.WantsInputGradient = value;
    }

    /// <summary>
    /// Gradient of the last batch's features, zero beyond a row's length; empty for tokens. [B, T, F]
    /// </summary>
    public ReadOnlySpan<T> InputGradient => _results.InputGradient(RequireBackward());

    /// <summary>Gradient of the initial states, one state after the other. [B, Size] each</summary>
    public ReadOnlySpan<T> InitialStateGradient => _results.InitialStateGradient(RequireBackward());

    /// <summary>Gradients of all parameters, laid out like <see cref="ParameterSet{T}.Flat"/>.</summary>
    public Span<T> Gradients => Collected.Share();

    /// <summary>The gradients and their norm, for those who keep no span of them.</summary>
    internal CollectWork<T> Collected { get; }

    /// <summary>Gradient of one parameter.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public Span<T> GradientOf(string name)
    {
        ParameterInfo info = _model.Parameters.Find(name);
        return Gradients.Slice((int)info.Offset, (int)info.Length);
    }

    /// <summary>Makes room for training on batches up to this size, so that none of them allocates.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="steps">Steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public void Reserve(int rows, int steps) => Reserve(rows, steps, readsOutputs: true);

    /// <summary>Makes room, for outputs and states only where somebody reads them.</summary>
    internal void Reserve(int rows, int steps, bool readsOutputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ObjectDisposedException.ThrowIf(_disposed, this);

        // Growing forgets what the last batch left.
        _batch = null;
        _hasGradients = false;
        ReserveSegments(rows, steps);
        _work.Reserve(rows, steps, training: true, ActivationBudget);
        Collected.Tokens.Reserve(rows, steps);
        _lossMemory?.Reserve(rows, steps);
        _results.Reserve(rows, steps, _model.Loss, readsOutputs);
    }

    /// <summary>Runs a batch forward.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="training">Whether dropout is on and Backward may follow.</param>
    /// <exception cref="ArgumentException">The batch does not fit the model, or holds NaN.</exception>
    /// <exception cref="ObjectDisposedException">The pass was disposed.</exception>
    public void Forward(Batch<T> batch, bool training = true)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        BatchChecks<T>.Inputs(_info, batch, training);
        Prepare(batch, training);
        fixed (T* features = batch.Features.Span, states = batch.InitialStates.Span)
        fixed (int* tokens = batch.Tokens.Span)
        {
            Give(features, tokens, states);
            TeamRule.Run(_forward, _work, _model);
        }

        _batch = batch;
        GC.KeepAlive(_model);
    }

    /// <summary>Refuses a batch that <see cref="Train"/> cannot take; nothing changes.</summary>
    internal void RequireTrainable(Batch<T> batch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        BatchChecks<T>.Inputs(_info, batch, training: true);
        BatchChecks<T>.Targets(_info, _model.Loss!, batch);
    }

    /// <summary>
    /// Forward, Loss and Backward of a model with a loss, on a batch that is trainable: each slice at once, but for
    /// teams, which meet in between.
    /// </summary>
    internal void Train(Batch<T> batch)
    {
        int longest = LongestRow(batch);
        int each = SegmentSteps(batch.Rows, longest);
        if (each < longest)
        {
            TrainSegments(batch, longest, each);
            return;
        }

        Prepare(batch, training: true);
        fixed (T* features = batch.Features.Span, states = batch.InitialStates.Span)
        fixed (int* tokens = batch.Tokens.Span, classes = batch.Classes.Span, counts = batch.ClassCounts.Span)
        fixed (T* targets = batch.Targets.Span, weights = batch.SampleWeights.Span)
        {
            Give(features, tokens, states);
            Give(batch, classes, counts, targets, weights);
            _backward.StartsFromLoss = true;
            _backward.OutputGradient = null;
            _backward.FinalStateGradient = null;
            RunSlices();
        }

        _batch = batch;
        _hasOutputGradient = true;
        LossSum = _lossWork!.Sum;
        Collect();
    }

    private void RunSlices()
    {
        if (!TeamRule.MakesTeams(_work, _model))
        {
            WorkerPool.Run(_train!, _work.SliceCount, _model.MaxThreads);
            return;
        }

        TeamRule.Run(_forward, _work, _model);
        WorkerPool.Run(_lossWork!, _work.SliceCount, _model.MaxThreads);
        TeamRule.Run(_backward, _work, _model, backward: true);
    }

    /// <summary>
    /// Computes the declared loss on the batch's targets and, while training, the gradient of the outputs.
    /// </summary>
    /// <returns>The mean, or the sum where the reduction is sum or none.</returns>
    /// <exception cref="InvalidOperationException">No loss is declared, or Forward was not called.</exception>
    /// <exception cref="ArgumentException">Targets or weights are missing or do not fit.</exception>
    public double Loss()
    {
        RequireForward();
        if (_work.IsCut)
            throw new InvalidOperationException("The batch was trained on in segments: Losses has its losses.");
        Batch<T> batch = _batch!;
        if (_lossWork == null || _model.Loss is not { } loss)
            throw new InvalidOperationException($"{_info.Name} declares no loss.");
        BatchChecks<T>.Targets(_info, loss, batch);

        fixed (int* classes = batch.Classes.Span, counts = batch.ClassCounts.Span)
        fixed (T* targets = batch.Targets.Span, weights = batch.SampleWeights.Span)
        {
            Give(batch, classes, counts, targets, weights);
            WorkerPool.Run(_lossWork, _work.SliceCount, _model.MaxThreads);
        }

        _hasOutputGradient = _work.Training;
        LossSum = _lossWork.Sum;
        GC.KeepAlive(this);
        return loss.Info.Reduction == Reduction.Mean ? LossSum / LossDenominator : LossSum;
    }

    /// <summary>Runs backward from the loss; call <see cref="Loss"/> before.</summary>
    /// <exception cref="InvalidOperationException">
    /// Loss was not called on a training batch, or Backward has run: it reuses the memory of what Forward kept.
    /// </exception>
    public void Backward()
    {
        RequireTraining();
        if (!_hasOutputGradient)
            throw new InvalidOperationException("Backward() starts from Loss(): call it first.");
        RunBackward(null, null);
    }

    /// <summary>Runs backward from given gradients: a product of a vector with the model's Jacobian.</summary>
    /// <param name="outputGradient">Gradient of <see cref="Outputs"/>; not read beyond a row's length.</param>
    /// <param name="finalStateGradient">Gradient of <see cref="FinalStates"/>, or empty for zero.</param>
    /// <exception cref="InvalidOperationException">
    /// Forward was not called with training on, or Backward has run since.
    /// </exception>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Backward(ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> finalStateGradient = default)
    {
        RequireTraining();
        int rows = _work.Rows;
        Require.Length(
            outputGradient.Length,
            BatchChecks<T>.OutputLength(_info, rows, _work.Steps),
            nameof(outputGradient),
            $"the batch's output");
        if (!finalStateGradient.IsEmpty)
        {
            Require.Length(
                finalStateGradient.Length,
                BatchChecks<T>.StateLength(_info, rows),
                nameof(finalStateGradient),
                $"all states of {rows} rows");
        }

        _hasOutputGradient = false;
        fixed (T* dOutput = outputGradient, dFinal = finalStateGradient)
            RunBackward(dOutput, dFinal);
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _batch = null;
        Collected.Dispose();
        _lossMemory?.Dispose();
        _work.Dispose();
    }

    // The batch has been checked.
    private void Prepare(Batch<T> batch, bool training)
    {
        Start(batch);
        _work.Prepare(batch.Rows, [new AxisBatch(batch.Steps, batch.Lengths)], training, _model.Parameters);
    }

    private void Start(Batch<T> batch)
    {
        _batch = null;
        _hasOutputGradient = false;
        _hasGradients = false;
        _isConsumed = false;
        _results.Start();
        _forward.Masks = batch.DropoutMasks;
        _forward.Seed = Seed;
        _forward.Step = Step;
    }

    private void Give(T* features, int* tokens, T* states)
    {
        _forward.Features = features;
        _forward.Tokens = tokens;
        _forward.InitialStates = states;
    }

    private void Give(Batch<T> batch, int* classes, int* counts, T* targets, T* weights)
    {
        Loss<T> loss = _model.Loss!;
        LossWork<T> work = _lossWork!;
        LossDenominator = Denominator(loss, batch);
        int steps = _info.OutputPerStep ? batch.Steps : 1;
        work.Classes = loss.ReadsClasses ? classes : null;
        work.ClassStep = loss.HasOwnTargetLengths ? batch.ClassStep : steps;
        work.ClassCounts = loss.HasOwnTargetLengths ? counts : null;
        work.Targets = targets;
        work.Weights = weights;
        work.WeightPerRow = batch.SampleWeights.Length == batch.Rows;
        work.Scale = SumsLosses ? 1 : loss.Scale(LossDenominator);
        work.Losses = _results.PrepareLosses(loss);
        _lossMemory!.Prepare(work.ClassStep);
    }

    private double Denominator(Loss<T> loss, Batch<T> batch)
    {
        ReadOnlySpan<int> classes = batch.Classes.Span;
        int steps = _info.OutputPerStep ? batch.Steps : 1;
        double denominator = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            int valid = _info.OutputPerStep ? batch.LengthOf(row) : 1;
            bool readsEach = loss.ReadsClasses && !loss.HasOwnTargetLengths;
            ReadOnlySpan<int> own = readsEach ? classes.Slice(row * steps, valid) : default;
            denominator = loss.AddShares(denominator, own, valid);
        }

        return denominator;
    }

    private void RunBackward(T* outputGradient, T* finalStateGradient)
    {
        if (_isConsumed)
        {
            throw new InvalidOperationException(
                "Backward reuses the memory of what Forward kept: call Forward again first.");
        }

        _isConsumed = true;
        _backward.StartsFromLoss = _hasOutputGradient;
        _backward.OutputGradient = outputGradient;
        _backward.FinalStateGradient = finalStateGradient;
        TeamRule.Run(_backward, _work, _model, backward: true);
        Collect();
    }

    private void Collect()
    {
        _isConsumed = true;
        Collected.Run(AccumulateGradients, _model.MaxThreads);
        _hasGradients = true;
        _results.StartGradients();
        GC.KeepAlive(this);
    }

    private Workspace<T> RequireForward()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_batch == null)
            throw new InvalidOperationException("No batch was run: call Forward first.");
        return _work;
    }

    private void RequireTraining()
    {
        RequireForward();
        if (!_work.Training)
            throw new InvalidOperationException("The batch was run for evaluation: call Forward with training on.");
    }

    private Workspace<T> RequireBackward()
    {
        RequireForward();
        if (!_hasGradients)
            throw new InvalidOperationException("There are no gradients yet: call Backward first.");
        return _work;
    }
}
