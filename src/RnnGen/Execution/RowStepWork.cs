using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>One step of some rows, which leaves each row's states where the next step begins.</summary>
internal sealed unsafe class RowStepWork<T>(Workspace<T> work) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the input reads: tokens [B], or features [B, F].</summary>
    public void* Input { get; set; }

    /// <summary>Receives the outputs. [B, O]</summary>
    public T* Outputs { get; set; }

    // One row has a stream's own step, where the program has one: it puts new states over the old ones.
    private bool IsAlone => work.Rows == 1 && !work.Program.TakesWholeBatches;

    public override void Begin(int index) => Exchange<T>.WriteInput(work, work.Slot(index), 0, Input);

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice with { Team = team };
        if (IsAlone)
            work.Program.Step(in slice);
        else
            work.Program.Forward(in slice);
    }

    public override void End(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        Exchange<T>.ReadOutput(work, slot, 0, Outputs);
        for (int s = 0; s < work.Info.States.Count && !IsAlone; s++)
        {
            int size = work.Info.States[s].Size;
            int stride = Workspace<T>.Stride(size);
            T* final = work.At(slot, Port.Final(work.Info, s)), initial = work.At(slot, Port.Initial(work.Info, s));
            for (int r = 0; r < slot.Rows; r++, final += stride, initial += stride)
                new ReadOnlySpan<T>(final, size).CopyTo(new Span<T>(initial, size));
        }
    }
}
