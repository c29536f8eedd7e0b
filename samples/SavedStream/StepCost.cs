using System.Diagnostics;
using RnnGen;

namespace SavedStream;

/// <summary>What a step of a stream takes.</summary>
internal readonly record struct StepCost(double Nanoseconds, double AllocatedBytes)
{
    private const int Steps = 200_000;

    /// <summary>Measures a stream of its own.</summary>
    public static StepCost Measure(Model<float> model, ReadOnlySpan<float> step)
    {
        using ModelStream<float> stream = model.CreateStream();
        for (int i = 0; i < Steps; i++)
            stream.Step(step); // until the code is compiled as well as it will be
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Steps; i++)
            stream.Step(step);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new StepCost(time.TotalNanoseconds / Steps, (double)bytes / Steps);
    }
}
