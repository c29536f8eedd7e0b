using RnnGen;

namespace Samples;

/// <summary>A line for each epoch.</summary>
internal sealed class EpochLines : IProgress<TrainingProgress>, IDisposable
{
    public void Report(TrainingProgress value)
    {
        if (value.Result is { } result)
            Console.WriteLine(result);
    }

    public void Dispose()
    {
    }
}
