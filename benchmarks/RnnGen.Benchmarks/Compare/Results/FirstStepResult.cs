namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>How long a fresh process needs to its first result, in milliseconds.</summary>
/// <param name="What">predict, stream or train.</param>
/// <param name="Program">What is fresh: a process of the runtime, or a native binary.</param>
/// <param name="BestFromMain">From entering Main, the shortest.</param>
/// <param name="MedianFromMain">From entering Main, the middle one.</param>
/// <param name="BestFromStart">From the process's start, the shortest.</param>
/// <param name="MedianFromStart">From the process's start, the middle one.</param>
/// <param name="Runs">Processes started.</param>
internal sealed record FirstStepResult(
    string What,
    string Program,
    double BestFromMain,
    double MedianFromMain,
    double BestFromStart,
    double MedianFromStart,
    int Runs);
