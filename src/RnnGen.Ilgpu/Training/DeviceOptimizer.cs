using System.Numerics;
using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// An optimizer whose buffers are on the device. Settings, the count of steps and running scalars stay the host's,
/// which gives the formula's numbers of each step; a table has the device's row of each of the host's formulas.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DeviceOptimizer<T> : IRuleReader<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelCache _kernels;
    private readonly Optimizer _optimizer;
    private readonly DeviceBuffer<T> _buffers;
    private ArrayView<T> _parameters;
    private ArrayView<T> _gradients;
    private StepVerdict<T> _verdict = null!;
    private UpdateRange _range;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="state">What it remembers on the host; scalars and steps go on there.</param>
    public DeviceOptimizer(KernelCache kernels, Optimizer optimizer, OptimizerState<T> state)
    {
        (_kernels, _optimizer, State) = (kernels, optimizer, state);
        _buffers = StateBuffers.Zeros<T>(kernels, state.Host.Length);
        Upload();
    }

    /// <summary>The state; its buffers are what they were at the last <see cref="Download"/>.</summary>
    public OptimizerState<T> State { get; }

    /// <summary>Copies the state's buffers to the device, after it was restored or written.</summary>
    public void Upload() => _buffers.Write(State.Host);

    /// <summary>Copies the buffers back.</summary>
    public void Download() => _buffers.Read(State.Host);

    /// <summary>Counts a step; call it once, before the ranges of that step.</summary>
    /// <param name="isFrozen">Of each tensor, whether it is frozen and misses the step.</param>
    public void BeginStep(ReadOnlySpan<bool> isFrozen) => _optimizer.BeginStep(State, isFrozen);

    /// <summary>Moves a range of parameters where the step is taken; what is left out stays.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <param name="verdict">The factor of the gradients, and whether anything moves.</param>
    /// <param name="start">The first of the range.</param>
    /// <param name="length">Length of the range.</param>
    /// <param name="tensor">A tensor whose steps are the range's; -1 for those that missed none.</param>
    public void Update(
        ArrayView<T> parameters, ArrayView<T> gradients, StepVerdict<T> verdict, int start, int length,
        int tensor = -1) =>
        Run(parameters, gradients, verdict, new UpdateRange(start, length, 0, verdict.Stop), tensor);

    /// <summary>Moves the rows of a table that the step's tokens touched.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="gradients">All gradients.</param>
    /// <param name="verdict">The factor of the gradients, and whether anything moves.</param>
    /// <param name="table">The table, whose rows were uploaded.</param>
    public void UpdateRows(
        ArrayView<T> parameters, ArrayView<T> gradients, StepVerdict<T> verdict, DeviceTable table)
    {
        int columns = table.Info.Columns;
        Run(parameters, gradients, verdict, new UpdateRange(
            (int)table.Info.Offset, table.Touched * columns, columns, table.TouchedRows), table.Parameter);
    }

    /// <summary>The table of rows.</summary>
    /// <exception cref="NotSupportedException">A formula has no row.</exception>
    void IRuleReader<T>.Read<TRule>(in TRule rule)
    {
        switch (rule)
        {
            case Sgd.Plain<T> sgd:
                Launch(new DeviceSgd<T>(sgd), TRule.Buffers);
                break;
            case Sgd.Heavy<T> heavy:
                Launch(new DeviceMomentum<T>(heavy), TRule.Buffers);
                break;
            case AdamRule<T> adam:
                Launch(new DeviceAdam<T>(adam), TRule.Buffers);
                break;
            case AdamMaxRule<T> largest:
                Launch(new DeviceAdamMax<T>(largest), TRule.Buffers);
                break;
            case Adamax.Rule<T> adamax:
                Launch(new DeviceAdamax<T>(adamax), TRule.Buffers);
                break;
            case Adagrad.Rule<T> adagrad:
                Launch(new DeviceAdagrad<T>(adagrad), TRule.Buffers);
                break;
            case Adadelta.Rule<T> adadelta:
                Launch(new DeviceAdadelta<T>(adadelta), TRule.Buffers);
                break;
            case RmsProp.PlainRule<T> plain:
                Launch(new DeviceRms<T>(plain), TRule.Buffers);
                break;
            case RmsProp.MomentumRule<T> momentum:
                Launch(new DeviceRmsMomentum<T>(momentum), TRule.Buffers);
                break;
            case RmsProp.CenteredRule<T> centered:
                Launch(new DeviceRmsCentered<T>(centered), TRule.Buffers);
                break;
            default:
                throw new NotSupportedException($"{_optimizer.Name} has no kernel for devices: {typeof(TRule)}.");
        }
    }

    public void Dispose() => _buffers.Dispose();

    private void Run(
        ArrayView<T> parameters, ArrayView<T> gradients, StepVerdict<T> verdict, in UpdateRange range,
        int tensor)
    {
        (_parameters, _gradients, _verdict, _range) = (parameters, gradients, verdict, range);
        _optimizer.ShowRule(State, tensor, this);
    }

    private void Launch<TRule>(TRule rule, int buffers)
        where TRule : unmanaged, IDeviceRule<T> =>
        _kernels.Launch(UpdateKernels.Update, _range.Count, new UpdateArguments<T, TRule>
        {
            Parameters = _parameters,
            Gradients = _gradients,
            State = _buffers.View,
            Scale = _verdict.Scale,
            Stop = _verdict.Stop,
            Rows = _range.Rows,
            Length = State.Length,
            Buffers = buffers,
            Start = _range.Start,
            Count = _range.Count,
            Columns = _range.Columns,
            Rule = rule,
        });
}
