namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>One time of one setting in one round.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Kind">What was timed.</param>
/// <param name="System">RnnGen or a peer.</param>
/// <param name="Setting">How it was run.</param>
/// <param name="Threads">Cores that it used.</param>
/// <param name="Best">Shortest time in seconds.</param>
/// <param name="Median">Middle time in seconds.</param>
/// <param name="Count">How often it was measured.</param>
internal sealed record Measurement(
    string Workload, Kind Kind, string System, string Setting, int Threads, double Best, double Median, int Count)
{
    /// <summary>What the results call us.</summary>
    public const string Own = "RnnGen";
}
