using System.Numerics;
using RnnGen.Execution;
using RnnGen.Ilgpu.Program;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>The losses of all heads that have one, and their sums.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DeviceHeads<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly DeviceHead<T>?[] _heads;
    private readonly StepVerdict<T> _verdict;
    private int[] _lengths = [];

    /// <param name="uploads">What batches go to the device by.</param>
    /// <param name="model">The model.</param>
    /// <param name="objectives">Kernels of the declaration's own losses, by head.</param>
    /// <param name="verdict">What their sums are part of.</param>
    public DeviceHeads(
        Uploads uploads, Model<T> model, IReadOnlyList<DeviceObjective<T>?> objectives, StepVerdict<T> verdict)
    {
        (_info, _verdict) = (model.Info, verdict);
        _heads = [.. model.Losses.Select((loss, head) => loss == null ? null
            : new DeviceHead<T>(
                uploads, _info, head,
                DeviceLoss<T>.Create(
                    uploads.Kernels, loss, _info, model.Program.Layout, objectives.ElementAtOrDefault(head))))];
    }

    /// <summary>A head that has a loss.</summary>
    public DeviceHead<T> this[int head] => _heads[head]!;

    /// <summary>Takes the targets of a batch.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="divisors">What each mean divides by in the gradient; null for what the batch itself gives.</param>
    public void Give(Batch<T> batch, ReadOnlySpan<AxisBatch> axes, double[]? divisors)
    {
        for (int number = 0; number < _heads.Length; number++)
        {
            if (_heads[number] is not { } head)
                continue;
            AxisBatch axis = axes[_info.Heads[number].Axis];
            Array.Resize(ref _lengths, batch.Rows);
            for (int row = 0; row < _lengths.Length; row++)
                _lengths[row] = axis.LengthOf(row);
            head.Prepare(batch.Target(_info, number), _lengths, axis.Steps, divisors?[number]);
        }
    }

    /// <summary>
    /// Computes losses and gradients of a batch, or of a segment of it; a head that reads out once has its output in
    /// the last one.
    /// </summary>
    /// <param name="batch">It.</param>
    /// <param name="isLast">Whether it ends the batch.</param>
    /// <param name="written">Receives, by port, which gradients of outputs were written.</param>
    public void Compute(in LossBatch<T> batch, bool isLast, bool[] written)
    {
        for (int number = 0; number < _heads.Length; number++)
        {
            bool isOn = _heads[number] != null && (isLast || _info.Heads[number].PerStep);
            written[Port.OutputGradient(_info, number)] = isOn;
            if (isOn)
                _heads[number]!.Compute(batch);
        }
    }

    /// <summary>Sums the losses of a batch that was computed.</summary>
    public void Sum()
    {
        foreach (DeviceHead<T>? head in _heads)
            head?.Sum(_verdict.LossSums);
    }

    /// <summary>The sum of a head's losses; waits for the device.</summary>
    public double SumOf(int head) => _verdict.ReadLossSum(head);

    /// <summary>What the mean of a head's losses divides by; 0 without a loss.</summary>
    public double DenominatorOf(int head) => _heads[head]?.Denominator ?? 0;

    public void Dispose() => Disposal.Of([.. _heads]);
}
