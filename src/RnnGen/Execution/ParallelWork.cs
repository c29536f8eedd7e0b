namespace RnnGen.Execution;

/// <summary>Numbered pieces of work that may run in any order and on any thread, with the same result.</summary>
internal abstract class ParallelWork
{
    /// <summary>Does piece <paramref name="index"/>.</summary>
    public abstract void Run(int index);
}
