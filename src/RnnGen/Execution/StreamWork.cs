using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>One step of a stream.</summary>
internal sealed class StreamWork<T>(ModelProgram<T> program, SliceSlot<T> slot) : SliceWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Begin(int index)
    {
    }

    public override void Compute(int index, Team team)
    {
        Slice<T> slice = slot.Slice with { Team = team };
        program.Step(in slice);
    }

    public override void End(int index)
    {
    }
}
