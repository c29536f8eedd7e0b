using Microsoft.Extensions.Logging;

namespace RnnGen.Reports.Tests;

/// <summary>Keeps events with their fields.</summary>
internal sealed class FakeLogger(LogLevel least = LogLevel.Trace) : ILogger
{
    public List<Entry> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var fields = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
        Entries.Add(new Entry(
            logLevel, eventId.Id, formatter(state, exception), fields.ToDictionary(p => p.Key, p => p.Value)));
    }

    public sealed record Entry(
        LogLevel Level, int Id, string Message, IReadOnlyDictionary<string, object?> Fields);
}
