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
    private readonly HeadLosses<T> _losses;
    private readonly LossTotals _totals;
    private readonly TrainWork<T> _train;
    private readonly PassResults<T> _results;
    private readonly AxisBatch[] _axes;
    private readonly Pins _pins;
    private Batch<T>? _batch;
    private bool _hasOutputGradient;
    private bool _hasGradients;
    private bool _isConsumed;

    // Whether a device has trained on the last batch, has what the host has not read of it, and has the gradients
    // that count: once they were read here, those that are here do.
    private bool _isOnDevice;
    private bool _isAhead;
    private bool _areGradientsThere;
    private bool _disposed;

    internal Pass(Model<T> model, Device? device = null)
    {
        _model = model;
        _info = model.Info;
        _work = new Workspace<T>(device?.Open(model) ?? model.Program);
        _forward = new ForwardWork<T>(_work);
        _losses = new HeadLosses<T>(_work, model.Losses);
        _totals = new LossTotals(_info);
        _backward = new BackwardWork<T>(_work, _losses);
        Collected = new CollectWork<T>(_work, model.Parameters);
        _results = new PassResults<T>(_work);
        _train = new TrainWork<T>(_forward, _losses, _backward);
        _axes = new AxisBatch[_info.Axes.Count];
        _pins = Pins.For(_info);
        Seed = model.Seed;
    }

    /// <summary>Seed of the dropout masks that are drawn; the model's seed at first.</summary>
    public ulong Seed { get; set; }

    /// <summary>Training step of the dropout masks that are drawn; the caller counts it up.</summary>
    public long Step { get; set; }

    /// <summary>Whether Backward adds to <see cref="Gradients"/> instead of starting from zero.</summary>
    public bool AccumulateGradients { get; set; }

    /// <summary>
    /// What the gradient of each head's mean divides by, where the gradients of several batches are added up; null for
    /// the batch's own denominators.
    /// </summary>
    internal double[]? LossDivisors { get; set; }

    /// <summary>
    /// Whether Backward also computes the gradients of what a batch gives, the features and the initial states, which
    /// training does not need; takes effect with the next Forward. On by default.
    /// </summary>
    public bool WantsInputGradient
    {
        get => _work.WantsInputGradient;
        set => _work.WantsInputGradient = value;
    }

    /// <summary>
    /// Gradients of all parameters, laid out like <see cref="ParameterSet{T}.Flat"/>. What is written counts where a
    /// step goes on from them. Ask again behind each batch and step: those of a device are copied here when asked for.
    /// </summary>
    public Span<T> Gradients
    {
        get
        {
            FetchGradients();
            return Collected.Share();
        }
    }

    /// <summary>The gradients and their norm, for those who keep no span of them.</summary>
    internal CollectWork<T> Collected { get; }

    /// <summary>Gradient of one parameter, a part of <see cref="Gradients"/>.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public Span<T> GradientOf(string name)
    {
        ParameterInfo info = _model.Parameters.Find(name);
        return Gradients.Slice((int)info.Offset, (int)info.Length);
    }

    /// <summary>Makes room for training on batches up to this size, so that none of them allocates.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="steps">Steps, of each axis.</param>
    /// <param name="labels">Target classes of a row, of a loss whose targets have lengths of their own (CTC).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public void Reserve(int rows, int steps, int labels = 0) => Reserve(rows, steps, labels, readsOutputs: true);

    /// <summary>Makes room, for outputs and states only where somebody reads them.</summary>
    internal void Reserve(int rows, int steps, int labels, bool readsOutputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfNegative(labels);
        ObjectDisposedException.ThrowIf(_disposed, this);

        // Growing forgets what the last batch left.
        _batch = null;
        _hasGradients = false;
        ReserveSegments(rows, steps);
        _work.Reserve(rows, steps, training: true, ActivationBudget);
        Collected.Tokens.Reserve(rows, steps);
        _losses.Reserve(rows, steps, labels);
        _results.Reserve(rows, steps, _losses, readsOutputs);
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
        try
        {
            GiveInputs(batch);
            TeamRule.Run(_forward, _work, _model);
        }
        finally
        {
            _pins.Release();
        }

        _batch = batch;
        GC.KeepAlive(_model);
    }

    /// <summary>Refuses a batch that <see cref="Train"/> cannot take; nothing changes.</summary>
    internal void RequireTrainable(Batch<T> batch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        BatchChecks<T>.Inputs(_info, batch, training: true);
        TargetChecks<T>.Fit(_info, _model.Losses, batch);
    }

    /// <summary>What the mean of a head's losses of the last batch divides by; the head must have a loss.</summary>
    internal double LossDenominator(int head)
        => _isOnDevice ? Training!.Denominator(head) : _losses[head]!.Denominator;

    /// <summary>The sum of a head's losses of the last batch; the head must have a loss.</summary>
    internal double LossSum(int head) => _isOnDevice ? Training!.LossSum(head) : _losses[head]!.Sum;

    /// <summary>Adds what a batch that is trainable counts in the mean of each head.</summary>
    internal void AddShares(Batch<T> batch, Span<double> denominators) => _losses.AddShares(batch, denominators);

    /// <summary>
    /// Forward, Loss and Backward of a model with a loss, on a batch that is trainable: each slice at once, but for
    /// teams, which meet in between.
    /// </summary>
    internal void Train(Batch<T> batch)
    {
        int longest = AxisBatch.Of(_info, batch, 0).Longest();
        int each = SegmentSteps(batch.Rows, longest);
        if (Training != null)
        {
            TrainOnDevice(batch, longest, each);
            return;
        }

        if (each < longest)
        {
            TrainSegments(batch, longest, each);
            return;
        }

        Prepare(batch, training: true);
        StartBackward(startsFromLoss: true);
        try
        {
            GiveInputs(batch);
            _losses.Prepare(batch, _axes, _pins, LossDivisors, _results);
            _losses.Start(isLast: true);
            RunSlices();
        }
        finally
        {
            _pins.Release();
        }

        _batch = batch;
        _hasOutputGradient = true;
        _losses.Finish(adds: false);
        Collect();
    }

    private void RunSlices()
    {
        _model.Parameters.Fetch();
        if (!TeamRule.MakesTeams(_work, _model))
        {
            WorkerPool.Run(_train, _work.SliceCount, _model.MaxThreads);
            return;
        }

        TeamRule.Run(_forward, _work, _model);
        WorkerPool.Run(_losses, _work.SliceCount, _model.MaxThreads);
        TeamRule.Run(_backward, _work, _model, backward: true);
    }

    /// <summary>
    /// Computes the declared losses on the batch's targets and, while training, the gradients of the outputs.
    /// </summary>
    /// <returns>
    /// Of each head with a loss the mean, or the sum where the reduction is sum or none, by the head's weight; added
    /// up.
    /// </returns>
    /// <exception cref="InvalidOperationException">No loss is declared, or Forward was not called.</exception>
    /// <exception cref="ArgumentException">Targets or weights are missing or do not fit.</exception>
    public double Loss()
    {
        RequireForward();
        if (_work.IsCut)
            throw new InvalidOperationException("The batch was trained on in segments: Losses has its losses.");
        Batch<T> batch = _batch!;
        if (!_losses.Any)
            throw new InvalidOperationException($"{_info.Name} declares no loss.");
        TargetChecks<T>.Fit(_info, _model.Losses, batch);
        _model.Parameters.Fetch();

        try
        {
            _losses.Prepare(batch, _axes, _pins, LossDivisors, _results);
            _losses.Start(isLast: true);
            WorkerPool.Run(_losses, _work.SliceCount, _model.MaxThreads);
        }
        finally
        {
            _pins.Release();
        }

        _hasOutputGradient = _work.Training;
        _losses.Finish(adds: false);
        GC.KeepAlive(this);
        _totals.Clear();
        _totals.Add(this);
        return _totals.Reduced;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _disposed = true;
        _batch = null;
        try
        {
            Training?.Dispose();
        }
        finally
        {
            Collected.Dispose();
            _losses.Dispose();
            _work.Dispose();
        }
    }

    // The batch has been checked.
    private void Prepare(Batch<T> batch, bool training)
    {
        Start(batch);
        AxisBatch.Read(_info, batch, _axes);
        _work.Prepare(batch.Rows, _axes, training, _model.Parameters);
    }

    private void Start(Batch<T> batch)
    {
        _batch = null;
        _hasOutputGradient = false;
        _hasGradients = false;
        _isConsumed = false;
        _isOnDevice = _isAhead = false;
        _results.Start();
        _forward.Masks = batch.DropoutMasks;
        _forward.Seed = Seed;
        _forward.Step = Step;
    }

    private void GiveInputs(Batch<T> batch)
    {
        _forward.Give(batch, _pins);
        _forward.InitialStates = _pins.Pin(batch.InitialStates);
    }

    private void Collect()
    {
        _isConsumed = true;

        // Those of a step on a device, where they have not been read: these are added to them, or take their place.
        if (AccumulateGradients)
            FetchGradients();
        _areGradientsThere = false;
        Collected.Run(AccumulateGradients, _model.MaxThreads);
        _hasGradients = true;
        _results.StartGradients();
        GC.KeepAlive(this);
    }

    private void RequireForward()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_batch == null)
            throw new InvalidOperationException("No batch was run: call Forward first.");
    }

    private void RequireTraining()
    {
        RequireForward();
        if (!_work.Training)
            throw new InvalidOperationException("The batch was run for evaluation: call Forward with training on.");
    }

    private void RequireBackward()
    {
        RequireForward();
        if (!_hasGradients)
            throw new InvalidOperationException("There are no gradients yet: call Backward first.");
    }
}
