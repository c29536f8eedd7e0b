namespace SentimentClassifier;

/// <summary>A sentence with its mood, 0 or 1.</summary>
internal sealed record Review(string Text, int Mood)
{
    public const int Negative = 0;
    public const int Positive = 1;

    /// <summary>The names of the moods.</summary>
    public static IReadOnlyList<string> Moods { get; } = ["negative", "positive"];
}
