using RnnGen.Benchmarks.Compare.Values;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>A comparison of values.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Kind">What was timed.</param>
/// <param name="Values">forward, layers, stream, gradient or train.</param>
/// <param name="System">The peer.</param>
/// <param name="Setting">How it was run.</param>
/// <param name="Difference">How far it is off; null where it wrote nothing to compare.</param>
internal sealed record CheckedValue(
    string Workload, Kind Kind, string Values, string System, string Setting, Difference? Difference)
{
    /// <summary>Whether it was compared and agrees.</summary>
    public bool IsFine => Difference is { IsFine: true };
}
