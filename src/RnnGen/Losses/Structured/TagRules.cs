namespace RnnGen;

/// <summary>What a tag scheme forbids, as scores of minus infinity.</summary>
internal static class TagRules
{
    /// <summary>Forbids what the scheme does not allow.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="names">Names of the K classes.</param>
    /// <param name="transitions">Scores of going from one class to the next. [K, K]</param>
    /// <param name="start">Scores of the first class. [K]</param>
    /// <param name="end">Scores of the last class. [K]</param>
    /// <exception cref="ArgumentException">No name is a tag, or the scheme allows no path.</exception>
    public static void Forbid(
        TagScheme scheme, IReadOnlyList<string> names, Span<double> transitions, Span<double> start, Span<double> end)
    {
        if (scheme == TagScheme.None)
            return;
        var tags = SpanTags.Of(names, "ClassNames");
        bool closes = scheme == TagScheme.Bioes;
        bool hasPath = false;
        for (int from = 0; from < names.Count; from++)
        {
            bool mayStart = !Continues(tags, from);
            bool mayEnd = !closes || !IsOpen(tags, from);
            hasPath |= mayStart && mayEnd;
            if (!mayStart)
                start[from] = double.NegativeInfinity;
            if (!mayEnd)
                end[from] = double.NegativeInfinity;
            for (int to = 0; to < names.Count; to++)
            {
                bool joins = IsOpen(tags, from) && Continues(tags, to) && tags.TypeOf(from) == tags.TypeOf(to);
                bool isFree = mayEnd && !Continues(tags, to);
                if (!joins && !isFree)
                    transitions[(from * names.Count) + to] = double.NegativeInfinity;
            }
        }

        if (!hasPath)
        {
            throw new ArgumentException(
                $"ClassNames are {string.Join(", ", names.Take(10))}; a sequence of one step has no path of the scheme "
                    + $"{scheme} among them.", nameof(names));
        }
    }

    private static bool Continues(SpanTags tags, int index) => tags.PartOf(index) is 'I' or 'E';

    private static bool IsOpen(SpanTags tags, int index) => tags.PartOf(index) is 'B' or 'I';
}
