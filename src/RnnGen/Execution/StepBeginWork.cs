using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// What a decoder computes once: copies in every input but the tokens that were said, which come step by step.
/// </summary>
internal sealed unsafe class StepBeginWork<T>(Workspace<T> work, ForwardWork<T> forward, StepInfo step) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Begin(int index)
    {
        SliceSlot<T> slot = work.Slot(index);
        for (int i = 0; i < forward.Inputs.Length; i++)
        {
            if (i != step.Input)
                Exchange<T>.WriteInput(work, slot, i, forward.Inputs[i]);
        }

        forward.WriteStates(slot);
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = work.Slot(index).Slice with { Team = team };
        work.Program.BeginSteps(in slice);
    }

    public override void End(int index)
    {
    }
}
