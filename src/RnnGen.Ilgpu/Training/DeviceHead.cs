using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Execution;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// A head's losses and the gradients of its outputs on the device. Targets are copied there, as the batch gives them,
/// before anything runs; sums stay there.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DeviceHead<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelCache _kernels;
    private readonly ModelInfo _info;
    private readonly int _number;
    private readonly HeadInfo _head;
    private readonly DeviceLoss<T> _loss;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _partial;
    private MemoryBuffer1D<int, Stride1D.Dense>? _classes;
    private MemoryBuffer1D<int, Stride1D.Dense>? _counts;
    private MemoryBuffer1D<T, Stride1D.Dense>? _targets;
    private MemoryBuffer1D<T, Stride1D.Dense>? _weights;
    private MemoryBuffer1D<double, Stride1D.Dense>? _losses;
    private bool _hasCounts;
    private int _classStep;
    private int _weightKind;
    private int _lossCount;
    private int _rows;
    private int _targetSteps;
    private double _scale;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="info">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="loss">Its loss; disposed with this.</param>
    public DeviceHead(KernelCache kernels, ModelInfo info, int head, DeviceLoss<T> loss)
    {
        (_kernels, _info, _number, _head, _loss) = (kernels, info, head, info.Heads[head], loss);
        _partial = StateBuffers.Zeros<double>(kernels.Accelerator, SumKernels.Chains + SumKernels.Joined);
    }

    /// <summary>What the mean of the batch's losses divides by.</summary>
    public double Denominator { get; private set; }

    /// <summary>Number of losses of the batch, those of padded steps with them.</summary>
    public int LossCount => _lossCount;

    /// <summary>Takes the targets of a batch.</summary>
    /// <param name="target">The targets, which have been checked.</param>
    /// <param name="lengths">Lengths of the rows as given, on the head's axis.</param>
    /// <param name="steps">Steps of that axis.</param>
    /// <param name="divisor">What the mean divides by in the gradient, or null for what the batch itself gives.</param>
    public void Prepare(in BatchTarget<T> target, ReadOnlySpan<int> lengths, int steps, double? divisor)
    {
        Loss<T> loss = _loss.Loss;
        int rows = lengths.Length, longest = 0;
        steps = _head.PerStep ? steps : 1;
        bool readsEach = loss.ReadsClasses && !loss.HasOwnTargetLengths;
        Denominator = 0;
        for (int row = 0; row < rows; row++)
        {
            int valid = _head.PerStep ? lengths[row] : 1;
            longest = Math.Max(longest, valid);
            Denominator = loss.AddShares(
                Denominator,
                readsEach ? target.Classes.Span.Slice(row * steps, valid) : default,
                valid);
        }

        _scale = _head.Weight * loss.Scale(divisor ?? Denominator);
        _classStep = loss.HasOwnTargetLengths ? target.ClassStep(rows) : steps;
        _hasCounts = loss.HasOwnTargetLengths && !target.ClassCounts.IsEmpty;
        _weightKind = target.Weights.IsEmpty ? 0 : target.Weights.Length == rows ? 1 : 2;
        _lossCount = rows * loss.LossCount(steps);
        _rows = rows;
        _targetSteps = steps;
        Upload(ref _classes, loss.ReadsClasses ? target.Classes.Span : default);
        Upload(ref _counts, _hasCounts ? target.ClassCounts.Span : default);
        Upload(ref _targets, loss.ReadsClasses ? default : target.Values.Span);
        Upload(ref _weights, target.Weights.Span);
        StateBuffers.Reserve(_kernels.Accelerator, ref _losses, _lossCount);

        // Steps behind the longest row are not computed.
        if (longest < steps)
            _losses!.MemSetToZero(_kernels.Stream);
        _loss.Reserve(rows, steps, _classStep);
    }

    /// <summary>Computes the losses and gradients of the batch, or of a segment of it.</summary>
    /// <param name="batch">The batch, forward's outputs in its arena.</param>
    public void Compute(in LossBatch<T> batch)
    {
        int axis = _head.Axis;
        _loss.Compute(
            new LossArguments<T>
            {
                Arena = batch.Arena,
                Integers = batch.Integers,
                Order = batch.Order,
                Classes = _classes!.View.AsContiguous(),
                Counts = _counts!.View.AsContiguous(),
                Targets = _targets!.View.AsContiguous(),
                Weights = _weights!.View.AsContiguous(),
                Table = _loss.Table,
                Losses = _losses!.View.AsContiguous(),
                Output = checked((int)batch.Ports[Port.Output(_info, _number)]),
                Gradient = batch.Training ? checked((int)batch.Ports[Port.OutputGradient(_info, _number)]) : -1,
                Width = _head.Width,
                Stride = Workspace<T>.Stride(_head.Width),
                Rows = batch.Rows,
                Steps = _head.PerStep ? batch.Steps[axis] : 1,
                TargetSteps = _targetSteps,
                First = _head.PerStep ? batch.First : 0,
                PerStep = _head.PerStep ? 1 : 0,
                Lengths = 3 * axis * batch.Rows,
                Base = ((3 * axis) + 1) * batch.Rows,
                WeightKind = _weightKind,
                ClassStep = _classStep,
                HasCounts = _hasCounts ? 1 : 0,
                Scale = _scale,
            },
            batch);
    }

    /// <summary>Sums the losses of the batch, once all of it was computed.</summary>
    /// <param name="sums">Receives the head's sum and denominator. [2, heads]</param>
    public void Sum(ArrayView<double> sums)
    {
        var sum = new SumArguments
        {
            Losses = _loss.Shares ?? _losses!.View.AsContiguous(),
            Partial = _partial.View.AsContiguous(),
            Sums = sums,
            Count = _loss.Shares == null ? _lossCount : _rows,
            Head = _number,
            Heads = _info.Heads.Count,
            Divisor = _loss.Loss.Info.Reduction == Reduction.Mean ? Denominator : 1,
        };
        _kernels.Launch(SumKernels.Start, SumKernels.Chains, sum);
        _kernels.Launch(SumKernels.Join, SumKernels.Joined, sum);
        _kernels.Launch(SumKernels.Finish, 1, sum);
    }

    /// <summary>Copies the losses, in the batch's order; waits for the device.</summary>
    /// <param name="losses">Receives them. [LossCount]</param>
    public void ReadLosses(Span<double> losses) => StateBuffers.Read(_kernels.Stream, _losses!, losses);

    public void Dispose()
    {
        _loss.Dispose();
        _partial.Dispose();
        _classes?.Dispose();
        _counts?.Dispose();
        _targets?.Dispose();
        _weights?.Dispose();
        _losses?.Dispose();
    }

    private void Upload<TValue>(ref MemoryBuffer1D<TValue, Stride1D.Dense>? buffer, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
    {
        StateBuffers.Reserve(_kernels.Accelerator, ref buffer, values.Length);
        StateBuffers.Write(_kernels.Stream, buffer!, values);
    }
}
