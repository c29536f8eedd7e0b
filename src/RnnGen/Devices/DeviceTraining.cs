using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Training on a device: from the inputs at the ports to parameters that have moved, without anything going back and
/// forth but targets and the losses' sums.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class DeviceTraining<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes a batch's targets, before the first of its segments.</summary>
    /// <param name="batch">The batch, which has been checked.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="settings">How it is trained on.</param>
    public abstract void Begin(Batch<T> batch, ReadOnlySpan<AxisBatch> axes, in DeviceBatchSettings settings);

    /// <summary>
    /// Computes the losses and gradients of a batch, or of a segment of it: all but the last run forward only in their
    /// order, then each from the last to the first. Masks that the batch does not give are drawn.
    /// </summary>
    /// <param name="slice">It, its inputs and the batch's initial states written to their ports.</param>
    /// <param name="order">Which row of the batch each row of the slice is. [rows]</param>
    /// <param name="segment">Which part of the batch it is.</param>
    public abstract void Compute(in Slice<T> slice, ReadOnlySpan<int> order, in DeviceSegment segment);

    /// <summary>Brings outputs and states of the last batch, or of its first segment, to the host's ports.</summary>
    public abstract void ReadPorts(in Slice<T> slice);

    /// <summary>Reads the final states of a batch that was cut, one state after the other. [B, Size] each</summary>
    public abstract void ReadFinalStates(Span<T> states);

    /// <summary>Reads a head's outputs of a batch that was cut, zero beyond a row's length.</summary>
    /// <returns>Whether they were kept.</returns>
    public abstract bool ReadOutputs(int head, Span<T> outputs);

    /// <summary>Reads the gradient of an input's features of a batch that was cut, as the outputs.</summary>
    /// <returns>Whether it was kept.</returns>
    public abstract bool ReadInputGradient(int input, Span<T> gradient);

    /// <summary>The sum of a head's losses of the last batch; waits for the device.</summary>
    public abstract double LossSum(int head);

    /// <summary>What the mean of a head's losses of the last batch divides by.</summary>
    public abstract double Denominator(int head);

    /// <summary>Number of losses of a head in the last batch.</summary>
    public abstract int LossCount(int head);

    /// <summary>The losses of a head of the last batch, one by one.</summary>
    public abstract void ReadLosses(int head, Span<double> losses);

    /// <summary>The flat gradients.</summary>
    public abstract void ReadGradients(Span<T> gradients);

    /// <summary>Takes the flat gradients anew: what is added to, or moved along, next.</summary>
    public abstract void WriteGradients(ReadOnlySpan<T> gradients);

    /// <summary>Steps that were launched and not finished; another one may be launched while there is one.</summary>
    public abstract int Ahead { get; }

    /// <summary>
    /// Launches what moves the parameters along the gradients, unless a loss or a gradient is not finite, of this step
    /// or of one before that was not finished.
    /// </summary>
    /// <param name="scale">What the gradients are multiplied by first.</param>
    /// <param name="clipValue">Largest absolute value of one.</param>
    /// <param name="clipNorm">Largest norm of all.</param>
    public abstract void Update(double scale, double clipValue, double clipNorm);

    /// <summary>
    /// The numbers of the oldest step that was launched and not finished; waits for it, and for none behind it. Where
    /// it did not move the parameters, neither did those behind it, and all of them are forgotten.
    /// </summary>
    public abstract DeviceStep Finish();

    public abstract void Dispose();
}
