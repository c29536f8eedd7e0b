using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>One step of a decoder, which leaves each row's states where the next step begins.</summary>
internal sealed unsafe class StepAdvanceWork<T>(Workspace<T> work, StepInfo step) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _axis = work.Info.Inputs[step.Input].Axis;

    /// <summary>The token that each row reads. [B]</summary>
    public int* Tokens { get; set; }

    /// <summary>Receives the scores [B, Width]; null leaves them in the slices.</summary>
    public T* Scores { get; set; }

    /// <summary>Which rows go on; the others stay where they were. Null where all do. [B]</summary>
    public bool* GoesOn { get; set; }

    public override void Begin(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        int* target = Workspace<T>.TokensOf(in slot.Slice, step.Input);
        for (int r = 0; r < slot.Rows; r++)
            target[r] = Tokens[work.RowAt(slot, _axis, r)];
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice with { Team = team };
        work.Program.Advance(in slice);
    }

    public override void End(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        if (Scores != null)
            Exchange<T>.ReadOutput(work, slot, step.Head, Scores);
        for (int s = 0; s < step.States.Count; s++)
        {
            int size = step.States[s].Size;
            int stride = Workspace<T>.Stride(size);
            T* final = work.At(slot, Port.StepFinal(work.Info, s));
            T* initial = work.At(slot, Port.StepInitial(work.Info, s));
            for (int r = 0; r < slot.Rows; r++, final += stride, initial += stride)
            {
                if (GoesOn == null || GoesOn[work.RowAt(slot, _axis, r)])
                    new ReadOnlySpan<T>(final, size).CopyTo(new Span<T>(initial, size));
            }
        }
    }
}
