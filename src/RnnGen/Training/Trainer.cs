using System.Diagnostics.CodeAnalysis;

namespace RnnGen;

/// <summary>
/// Trains a model on samples: batches of similar lengths in a random order, validation, metrics, early stopping,
/// checkpoints from which a run goes on bit for bit. Same samples, settings and seed: same bits, on any number of
/// threads.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed partial class Trainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingStep<T> _step;
    private readonly Device? _device;
    private int _batchSize = 32;
    private int _accumulationSteps = 1;
    private long? _maxSteps;
    private int _isFitting;

    /// <summary>Makes a trainer; the optimizer's state starts fresh.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="device">
    /// Where batches are computed while training, by default on <see cref="Model{T}.Device"/>. It must outlive the
    /// trainer.
    /// </param>
    /// <exception cref="InvalidOperationException">The model declares no loss.</exception>
    /// <exception cref="NotSupportedException">The model has no kernels for the device.</exception>
    public Trainer(Model<T> model, Optimizer optimizer, Device? device = null)
    {
        _step = new TrainingStep<T>(model, optimizer, device);
        _device = device;
        Model = model;
        Lanes = new LaneStates<T>(model.Info);
        Seed = model.Seed;
        State = new TrainerState(new LossTotals(model.Info)) { LearningRate = optimizer.LearningRate };
    }

    /// <summary>The model.</summary>
    public Model<T> Model { get; }

    /// <summary>The update rule.</summary>
    public Optimizer Optimizer => _step.Optimizer;

    /// <summary>Rows of a batch; 32 by default. An epoch's last batch may be smaller.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int BatchSize
    {
        get => _batchSize;
        set => _batchSize = Check.AtLeast(value, 1, nameof(BatchSize));
    }

    /// <summary>Batches whose gradients are added up for one step of the optimizer; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int AccumulationSteps
    {
        get => _accumulationSteps;
        set => _accumulationSteps = Check.AtLeast(value, 1, nameof(AccumulationSteps));
    }

    /// <summary>Whether each epoch has an order of its own; on by default.</summary>
    public bool Shuffle { get; set; } = true;

    /// <summary>
    /// Whether samples of similar length go into one batch, which saves padding; on by default. It sorts within pools
    /// of 64 batches, so that batches stay random.
    /// </summary>
    public bool BucketByLength { get; set; } = true;

    /// <summary>What the samples' order and dropout are drawn from; the model's seed by default.</summary>
    public ulong Seed
    {
        get => _step.Pass.Seed;
        set => _step.Pass.Seed = value;
    }

    /// <summary>Largest Euclidean norm of the whole gradient; infinity, the default, for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double ClipNorm
    {
        get => _step.ClipNorm;
        set => _step.ClipNorm = value;
    }

    /// <summary>Largest absolute value of one gradient; infinity, the default, for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public double ClipValue
    {
        get => _step.ClipValue;
        set => _step.ClipValue = value;
    }

    /// <summary>Optimizer steps in all after which training ends within an epoch, or null, the default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public long? MaxSteps
    {
        get => _maxSteps;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(MaxSteps));
            _maxSteps = value;
        }
    }

    /// <summary>
    /// How the learning rate changes, or null for a constant one. It starts with the next Fit, from the optimizer's
    /// learning rate at that time.
    /// </summary>
    public LearningRateSchedule? Schedule { get; set; }

    /// <summary>What is measured on the validation data beside the loss; of the training data without any.</summary>
    public IList<Metric> Metrics { get; } = [];

    /// <summary>
    /// What early stopping, the best checkpoint and <see cref="ReduceOnPlateau"/> watch: the name of a metric, or null,
    /// the default, for the validation loss (the training loss without validation).
    /// </summary>
    public string? Monitor { get; set; }

    /// <summary>When training ends before its last epoch, or null, the default.</summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>Where checkpoints go, or null, the default, for none.</summary>
    public CheckpointFolder? Checkpoints { get; set; }

    /// <summary>Who hears how far training is, or null.</summary>
    public IProgress<TrainingProgress>? Progress { get; set; }

    /// <summary>Code of yours that runs at each step and epoch.</summary>
    public IList<TrainingCallback> Callbacks { get; } = [];

    /// <summary>Optimizer steps so far.</summary>
    public long StepCount => State.Step;

    /// <summary>Epochs done so far.</summary>
    public int EpochCount => State.Epoch;

    internal TrainerState State { get; set; }

    internal TrainingStep<T> TrainingStep => _step;

    /// <summary>What an epoch's batches depend on beside the samples.</summary>
    internal string Order =>
        $"batch size {BatchSize}, shuffle {Shuffle}, bucket by length {BucketByLength}, seed {Seed}"
            + (Truncation == null ? "" : $", {Truncation}");

    /// <summary>What the trainer keeps of the best epoch, or null.</summary>
    internal T[]? BestParameters { get; set; }

    /// <summary>The schedule that has been started, here or where the run's checkpoint was written.</summary>
    internal LearningRateSchedule? StartedSchedule { get; set; }

    /// <summary>The last epoch's parameters while the model has the best epoch's, or null.</summary>
    internal T[]? LastParameters { get; set; }

    /// <inheritdoc cref="TrainingStep{T}.Freeze"/>
    public void Freeze(string pattern) => _step.Freeze(pattern);

    /// <inheritdoc cref="TrainingStep{T}.Unfreeze"/>
    public void Unfreeze(string pattern) => _step.Unfreeze(pattern);

    /// <inheritdoc cref="TrainingStep{T}.Penalize"/>
    public void Penalize(string pattern, double l1 = 0, double l2 = 0) => _step.Penalize(pattern, l1, l2);

    /// <summary>
    /// Trains until <paramref name="epochs"/> epochs are done, those before a <see cref="Resume()"/> or an earlier call
    /// included.
    /// </summary>
    /// <param name="training">Samples to train on.</param>
    /// <param name="validation">Samples to measure each epoch on, or null.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="cancellation">
    /// Ends training before the next batch: a checkpoint is written, and the call throws; Fit or Resume goes on from
    /// there. A call that throws before its first step leaves model, optimizer and trainer as they were.
    /// </param>
    /// <returns>All epochs, and why training ended.</returns>
    /// <exception cref="ArgumentException">
    /// A sample does not fit the model (the message has its number), or a setting does not fit another or the model, as
    /// a metric. Samples in memory are checked before anything moves, others as they are read: steps that were taken
    /// before stay, and the next call begins the epoch anew.
    /// </exception>
    /// <exception cref="NonFiniteException">
    /// A loss or gradient is not finite: the step and the first parameter concerned; no parameter has moved.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">
    /// The folder of checkpoints cannot be made or takes no files, and nothing was trained; or a checkpoint could not
    /// be written, and the one before is whole.
    /// </exception>
    /// <exception cref="InvalidOperationException">This trainer is in a call of Fit already.</exception>
    public TrainingHistory Fit(
        Dataset<T> training, Dataset<T>? validation = null, int epochs = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        if (Interlocked.Exchange(ref _isFitting, 1) != 0)
            throw new InvalidOperationException("This trainer is in a call of Fit already.");
        try
        {
            return new TrainingRun<T>(this, training, validation, epochs).Run(cancellation);
        }
        finally
        {
            try
            {
                Model.Parameters.Fold();
            }
            finally
            {
                // Folding reads parameters, which a device that has failed does not give.
                Volatile.Write(ref _isFitting, 0);
            }
        }
    }

    /// <summary>
    /// Measures the model on data with <see cref="Metrics"/>, in evaluation mode. Afterwards the metrics show what they
    /// counted here, unless an epoch is under way: then they go on with that.
    /// </summary>
    /// <param name="data">Samples with targets.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ArgumentException">
    /// There are no samples, or one does not fit the model; the message has its number.
    /// </exception>
    public Evaluation Evaluate(Dataset<T> data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        bool isUnderWay = State.Batch > 0 || Volatile.Read(ref _isFitting) != 0;
        MetricCounts? counts = isUnderWay ? new MetricCounts(Metrics) : null;
        try
        {
            return new Evaluator<T>(Model, _step.Pass, [.. Metrics], BatchSize, Truncation).Run(data, cancellation);
        }
        finally
        {
            counts?.Restore();
        }
    }

    /// <summary>
    /// Goes on from the last checkpoint of <see cref="Checkpoints"/>, if there is one: parameters, optimizer, schedule,
    /// early stopping, position in the epoch. The next Fit gives the bits of a run that was never interrupted.
    /// </summary>
    /// <returns>Whether there was a checkpoint.</returns>
    /// <exception cref="InvalidOperationException">No folder is set.</exception>
    /// <exception cref="CheckpointException">
    /// The file is damaged, another model's or another run's; nothing has changed.
    /// </exception>
    public bool Resume()
    {
        if (Checkpoints is not { } folder)
            throw new InvalidOperationException("Set Checkpoints first: Resume() looks there for the last one.");
        TrainerCheckpoint.RemoveLeftovers(folder);
        if (!File.Exists(folder.LastPath))
            return false;
        Resume(folder.LastPath);
        return true;
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="path">A file that a trainer wrote as its last checkpoint.</param>
    /// <exception cref="CheckpointException">
    /// The file is damaged, another model's or another run's; nothing has changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">A call of Fit is under way.</exception>
    public void Resume(string path)
    {
        if (Volatile.Read(ref _isFitting) != 0)
            throw new InvalidOperationException("A call of Fit is under way: resume before or after it.");
        TrainerCheckpoint.Read(path, this);
    }

    /// <summary>Writes a checkpoint that <see cref="Resume(string)"/> goes on from.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <exception cref="IOException">The disk did not take it; the old file is whole.</exception>
    public void SaveCheckpoint(string path) =>
        TrainerCheckpoint.Write(path, this, HoldsBest ? LastParameters : Model.Parameters.Flat);

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        _ownTokens?.Dispose();
        _step.Dispose();
    }

    /// <summary>Gives the model the best epoch's parameters, where early stopping wants that.</summary>
    internal void RestoreBest()
    {
        if (EarlyStopping is not { RestoreBest: true } || BestParameters == null)
            return;
        LastParameters = Model.Parameters.Flat.ToArray();
        Model.Parameters.Replace(BestParameters);
    }

    /// <summary>Gives the model back the last epoch's parameters, to train on from there.</summary>
    internal void RestoreLast()
    {
        if (HoldsBest)
            Model.Parameters.Replace(LastParameters);
        LastParameters = null;
    }

    /// <summary>Starts the schedule, unless it was started before.</summary>
    internal void StartSchedule()
    {
        if (Schedule != null && Schedule != StartedSchedule)
            Schedule.Start(Optimizer);
        StartedSchedule = Schedule;
    }

    /// <summary>Whether the model has the best epoch's parameters, and none that were written since.</summary>
    [MemberNotNullWhen(true, nameof(LastParameters))]
    internal bool HoldsBest => LastParameters != null && BestParameters != null
        && BytePieces.AreSame<T>(Model.Parameters.Flat, BestParameters);
}
