using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Execution;
using RnnGen.Ilgpu.Program;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>The losses of all heads that have one, and their sums.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DeviceHeads<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelCache _kernels;
    private readonly ModelInfo _info;
    private readonly DeviceHead<T>?[] _heads;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _sums;
    private readonly double[] _hostSums;
    private int[] _lengths = [];
    private bool _hasSums;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="model">The model.</param>
    /// <param name="objectives">Kernels of the declaration's own losses, by head.</param>
    public DeviceHeads(KernelCache kernels, Model<T> model, IReadOnlyList<DeviceObjective<T>?> objectives)
    {
        (_kernels, _info) = (kernels, model.Info);
        _heads = [.. model.Losses.Select((loss, head) => loss == null ? null
            : new DeviceHead<T>(
                kernels, _info, head,
                DeviceLoss<T>.Create(
                    kernels, loss, _info, model.Program.Layout, objectives.ElementAtOrDefault(head))))];
        _hostSums = new double[2 * _heads.Length];
        _sums = StateBuffers.Zeros<double>(kernels.Accelerator, _hostSums.Length);
    }

    /// <summary>The sum of each head, then what each is divided by. [2, heads]</summary>
    public ArrayView<double> Sums => _sums.View.AsContiguous();

    /// <summary>A head that has a loss.</summary>
    public DeviceHead<T> this[int head] => _heads[head]!;

    /// <summary>Takes the targets of a batch.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="divisors">What each mean divides by in the gradient; null for what the batch itself gives.</param>
    public void Give(Batch<T> batch, ReadOnlySpan<AxisBatch> axes, double[]? divisors)
    {
        _hasSums = false;
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
            head?.Sum(Sums);
    }

    /// <summary>The sum of a head's losses; waits for the device.</summary>
    public double SumOf(int head)
    {
        if (!_hasSums)
            StateBuffers.Read(_kernels.Stream, _sums, _hostSums);
        _hasSums = true;
        return _hostSums[head];
    }

    public void Dispose()
    {
        foreach (DeviceHead<T>? head in _heads)
            head?.Dispose();
        _sums.Dispose();
    }
}
