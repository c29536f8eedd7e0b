namespace RnnGen.Training.Tests;

/// <summary>Code that must allocate nothing on its thread.</summary>
public static class Allocations
{
    /// <summary>
    /// Runs something many times in rounds, until one has allocated nothing. The runtime counts what is left of a
    /// thread's memory at each collection, which other threads cause; code that allocates does so in every round.
    /// </summary>
    /// <param name="run">What to run.</param>
    /// <param name="count">How often in a round.</param>
    public static void AssertNone(Action run, int count = 100)
    {
        run();
        var rounds = new List<long>(100);
        while (rounds.Count < 100 && !rounds.Contains(0))
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < count; i++)
                run();
            rounds.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(rounds.Contains(0), $"bytes allocated in each round: {string.Join(", ", rounds)}");
    }
}
