namespace RnnGen;

/// <summary>A span of steps with a type, such as the words of a name.</summary>
/// <param name="Type">The type, such as "city" of the labels "B-city" and "I-city".</param>
/// <param name="Start">The first step.</param>
/// <param name="End">The step behind the last one.</param>
public readonly record struct TagSpan(string Type, int Start, int End)
{
    /// <summary>
    /// The spans that labels write step by step, read as <see cref="SpanF1"/> reads them: none where no label begins
    /// with "B-", "I-", "E-" or "S-".
    /// </summary>
    /// <param name="labels">The labels. [T]</param>
    /// <returns>The spans in their order.</returns>
    public static IReadOnlyList<TagSpan> Read(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var tags = new SpanTags(labels);
        var spans = new List<(int Type, int Start, int End)>();
        tags.Find([.. Enumerable.Range(0, labels.Count)], spans);
        return [.. spans.Select(span => new TagSpan(tags.Types[span.Type], span.Start, span.End))];
    }
}
