namespace RnnGen.Execution;

/// <summary>
/// Takes each slice forward, through the losses and backward at once: its thread finds what forward kept in its own
/// caches, and threads wait for each other once.
/// </summary>
internal sealed class TrainWork<T>(ForwardWork<T> forward, HeadLosses<T> losses, BackwardWork<T> backward)
    : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(int index)
    {
        forward.Run(index);
        losses.Run(index);
        backward.Run(index);
    }
}
