using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>Work on slices: one thread does any of them, or a team does one of them together.</summary>
internal abstract class SliceWork : ParallelWork
{
    public sealed override void Run(int index)
    {
        Begin(index);
        Compute(index, default);
        End(index);
    }

    /// <summary>What one thread does before.</summary>
    public abstract void Begin(int index);

    /// <summary>What every member does a part of.</summary>
    public abstract void Compute(int index, Team team);

    /// <summary>What one thread does after.</summary>
    public abstract void End(int index);
}
