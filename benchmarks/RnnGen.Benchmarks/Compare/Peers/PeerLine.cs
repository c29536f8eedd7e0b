using System.Text.Json;

namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>One line that a peer's program prints.</summary>
internal sealed record PeerLine
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>The program's version, on a line of its own.</summary>
    public string? Version { get; init; }

    /// <summary>What was timed: forward, layers, stream, gradient or train.</summary>
    public string What { get; init; } = "";

    /// <summary>How, where there are several ways.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Shortest time in seconds.</summary>
    public double Best { get; init; }

    /// <summary>Middle time in seconds.</summary>
    public double Median { get; init; }

    /// <summary>How often it was measured.</summary>
    public int Count { get; init; }

    /// <summary>The lines of a program's output.</summary>
    public static IReadOnlyList<PeerLine> Parse(string output) =>
    [
        .. output.Split('\n').Where(static line => line.StartsWith('{'))
            .Select(static line => JsonSerializer.Deserialize<PeerLine>(line, s_options)!),
    ];
}
