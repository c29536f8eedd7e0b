using System.Diagnostics;

namespace RnnGen.Benchmarks.Compare;

/// <summary>Times of one thing measured many times, in seconds, ascending.</summary>
internal sealed class Timing(double[] ascending)
{
    /// <summary>The shortest.</summary>
    public double Best => ascending[0];

    /// <summary>The middle one.</summary>
    public double Median => ascending[ascending.Length / 2];

    /// <summary>How often it was measured.</summary>
    public int Count => ascending.Length;

    /// <summary>Runs an action over and over until so many seconds are over.</summary>
    /// <param name="action">What is timed.</param>
    /// <param name="seconds">How long; below a tenth of a second one measurement is enough.</param>
    /// <param name="batch">Runs in one measurement, where one run is too short for the clock.</param>
    /// <param name="before">Runs before each measurement, is given its number and is not timed.</param>
    public static Timing Of(Action action, double seconds, int batch = 1, Action<int>? before = null)
    {
        var times = new List<double>();
        int least = seconds < 0.1 ? 1 : 3;
        long start = Stopwatch.GetTimestamp();
        while (times.Count < least || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            before?.Invoke(times.Count);
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < batch; i++)
                action();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalSeconds / batch);
        }

        times.Sort();
        return new Timing([.. times]);
    }
}
