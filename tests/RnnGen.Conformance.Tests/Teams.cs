using RnnGen.Execution;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Tests that need the process's worker threads for themselves: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Teams), DisableParallelization = true)]
public static class Teams
{
    /// <summary>Waits for a sleeping thread until it has come, on however busy a machine.</summary>
    public const int Patience = 10_000_000;

    /// <summary>A team for every piece of work, however small.</summary>
    internal static TeamRule Always { get; } = new(WorthMeeting: 1, LeastPatience: Patience);

    /// <summary>Runs something that must be done by a team.</summary>
    public static T AssertMade<T>(Func<T> run)
    {
        long before = WorkerPool.Teams;
        T result = run();
        Assert.True(WorkerPool.Teams > before, "No team was ever made.");
        return result;
    }
}
