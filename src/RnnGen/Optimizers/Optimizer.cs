using RnnGen.Execution;

namespace RnnGen;

/// <summary>
/// A rule that moves parameters along their gradients. It holds settings only; what it remembers lives in an
/// <see cref="OptimizerState{T}"/>. Definitions and defaults are PyTorch's (torch.optim 1.13).
/// </summary>
/// <remarks>
/// Every update is element-wise with correctly rounded operations only, so that any split into ranges, any vector width
/// and any machine gives the same bits.
/// </remarks>
public abstract class Optimizer
{
    private double _learningRate;
    private readonly double _weightDecay;

    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The optimizer's name, such as <c>Adam</c>; part of a checkpoint.</summary>
    public string Name => GetType().Name;

    /// <summary>The step size; schedules set it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or negative.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = Check.AtLeastZero(value, nameof(LearningRate));
    }

    /// <summary>
    /// Strength of the L2 penalty, added to the gradient (AdamW: of the decay of the parameter itself).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite or negative.</exception>
    public double WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = Check.AtLeastZero(value, nameof(WeightDecay));
    }

    /// <summary>What a run's bits depend on beside the learning rate, by name.</summary>
    internal virtual IReadOnlyList<(string Name, object Value)> RunSettings => [(nameof(WeightDecay), WeightDecay)];

    /// <summary>Floats remembered for each parameter.</summary>
    public abstract int BufferCount { get; }

    /// <summary>Scalars remembered for the whole model.</summary>
    public virtual int ScalarCount => 0;

    /// <summary>A fresh state.</summary>
    /// <param name="length">Number of parameters.</param>
    public OptimizerState<T> CreateState<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CreateState<T>(length, tensors: 0);

    /// <summary>A fresh state that counts the steps of each tensor.</summary>
    internal OptimizerState<T> CreateState<T>(int length, int tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var state = new OptimizerState<T>(length, BufferCount, ScalarCount, tensors);
        Start(state);
        return state;
    }

    /// <summary>
    /// One step for all parameters: <see cref="BeginStep{T}(OptimizerState{T})"/>, then
    /// <see cref="UpdateRange{T}"/> of everything.
    /// </summary>
    /// <param name="parameters">The flat parameters; changed.</param>
    /// <param name="gradients">The flat gradients.</param>
    /// <param name="state">The state of these parameters; changed.</param>
    /// <param name="gradientScale">Each gradient is multiplied by this as it is read (the clip factor).</param>
    /// <exception cref="ArgumentException">Lengths differ, or the state is another optimizer's.</exception>
    public void Update<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, double gradientScale = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(parameters, gradients, state);
        BeginStep(state);
        UpdateRange(parameters, gradients, state, 0, parameters.Length, gradientScale);
    }

    /// <summary>Counts one step; call it once, before the ranges of that step.</summary>
    public void BeginStep<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BeginStep(state, []);

    /// <summary>Counts one step; frozen tensors miss it, and those that missed others count their own.</summary>
    /// <param name="state">The state.</param>
    /// <param name="isFrozen">Of each tensor, whether it is frozen.</param>
    internal void BeginStep<T>(OptimizerState<T> state, ReadOnlySpan<bool> isFrozen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.BufferCount != BufferCount || state.Scalars.Length != ScalarCount)
            throw new ArgumentException($"The state was not made by this {Name}.", nameof(state));
        TensorCounts own = state.Own;
        own.Miss(isFrozen, state.Scalars);
        state.Step++;
        Advance(state.Step, state.Scalars);
        for (int i = 0; own.Any && i < own.Tensors; i++)
        {
            if (own.Missed(i) > 0 && (isFrozen.IsEmpty || !isFrozen[i]))
                Advance(state.StepOf(i), own.Scalars(i));
        }
    }

    /// <summary>
    /// Moves a range of parameters. Ranges of one step that do not overlap may run on any threads in any order; what
    /// is left out does not move, and yet its steps count (<see cref="TrainingStep{T}.Freeze"/> counts those of each
    /// tensor by itself).
    /// </summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <param name="state">Their state.</param>
    /// <param name="start">The first parameter of the range.</param>
    /// <param name="length">Length of the range.</param>
    /// <param name="gradientScale">Each gradient is multiplied by this as it is read.</param>
    public void UpdateRange<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length,
        double gradientScale = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Move(parameters, gradients, state, start, length, gradientScale, runs: null, tensor: -1);
    }

    /// <summary>
    /// Moves a range, which is of one tensor or (-1) of those that missed no step; gradients outside of the runs are
    /// zero and not read.
    /// </summary>
    internal void Move<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length,
        double gradientScale, GradientRuns? runs, int tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLengths(parameters, gradients, state);
        Apply(new UpdateSpan<T>(parameters, gradients, state, start, length, gradientScale, runs, tensor));
    }

    /// <summary>
    /// Shows the rule of the step that BeginStep began, for a tensor or (-1) for those that missed no step.
    /// </summary>
    internal void ShowRule<T>(OptimizerState<T> state, int tensor, IRuleReader<T> reader)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Apply(new UpdateSpan<T>(state, tensor, reader));

    /// <summary>Sets a fresh state's scalars and buffers where zero is not the start.</summary>
    private protected virtual void Start<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Carries the scalars to a step.</summary>
    private protected virtual void Advance(long step, Span<double> scalars)
    {
    }

    /// <summary>Moves the parameters of a range.</summary>
    private protected abstract void Apply<T>(in UpdateSpan<T> span)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static void CheckLengths<T>(Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        if (gradients.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"There are {parameters.Length} parameters and {gradients.Length} gradients.", nameof(gradients));
        }

        if (state.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"There are {parameters.Length} parameters; the state was made for {state.Length}.", nameof(state));
        }
    }
}
