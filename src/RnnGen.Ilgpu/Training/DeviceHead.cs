using System.Numerics;
using ILGPU;
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
    private readonly Uploads _uploads;
    private readonly KernelCache _kernels;
    private readonly ModelInfo _info;
    private readonly int _number;
    private readonly HeadInfo _head;
    private readonly DeviceLoss<T> _loss;
    private readonly DeviceBuffer<double> _partial;
    private readonly DeviceBuffer<int> _classes;
    private readonly DeviceBuffer<int> _counts;
    private readonly DeviceBuffer<T> _targets;
    private readonly DeviceBuffer<T> _weights;
    private readonly DeviceBuffer<double> _losses;
    private bool _hasCounts;
    private int _classStep;
    private int _weightKind;
    private int _lossCount;
    private int _rows;
    private int _targetSteps;
    private double _scale;

    /// <param name="uploads">What the batch goes to the device by.</param>
    /// <param name="info">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="loss">Its loss; disposed with this.</param>
    public DeviceHead(Uploads uploads, ModelInfo info, int head, DeviceLoss<T> loss)
    {
        (_uploads, _kernels) = (uploads, uploads.Kernels);
        (_info, _number, _head, _loss) = (info, head, info.Heads[head], loss);
        _partial = StateBuffers.Zeros<double>(_kernels, SumKernels.Chains + SumKernels.Joined);
        _classes = new DeviceBuffer<int>(_kernels);
        _counts = new DeviceBuffer<int>(_kernels);
        _targets = new DeviceBuffer<T>(_kernels);
        _weights = new DeviceBuffer<T>(_kernels);
        _losses = new DeviceBuffer<double>(_kernels);
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
        Upload(_classes, loss.ReadsClasses ? target.Classes.Span : default);
        Upload(_counts, _hasCounts ? target.ClassCounts.Span : default);
        Upload(_targets, loss.ReadsClasses ? default : target.Values.Span);
        Upload(_weights, target.Weights.Span);
        _losses.AtLeast(_lossCount);

        // Steps behind the longest row are not computed.
        if (longest < steps)
            _losses.Clear(_lossCount);
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
                Classes = _classes.View,
                Counts = _counts.View,
                Targets = _targets.View,
                Weights = _weights.View,
                Table = _loss.Table,
                Losses = _losses.View,
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
            Losses = _loss.Shares ?? _losses.View,
            Partial = _partial.View,
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
    public void ReadLosses(Span<double> losses) => _losses.Read(losses);

    public void Dispose() => Disposal.Of(_loss, _partial, _classes, _counts, _targets, _weights, _losses);

    private void Upload<TValue>(DeviceBuffer<TValue> buffer, ReadOnlySpan<TValue> values)
        where TValue : unmanaged => _uploads.Copy(values, buffer.AtLeast(values.Length));
}
