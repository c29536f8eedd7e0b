namespace RnnGen;

/// <summary>
/// Tag classes read as parts of spans, by the rules of conlleval: B and S begin a span, E and S end one, and an I or E
/// without a beginning, or of another type than the tag before, begins one.
/// </summary>
internal sealed class SpanTags
{
    private const char Outside = 'O';
    private const string Parts = "BIES";

    private readonly char[] _part;
    private readonly int[] _type;

    public SpanTags(IReadOnlyList<string> names)
    {
        _part = new char[names.Count];
        _type = new int[names.Count];
        var types = new List<string>();
        for (int i = 0; i < names.Count; i++)
        {
            bool isPart = names[i].Length > 2 && names[i][1] == '-' && Parts.Contains(names[i][0]);
            _part[i] = isPart ? names[i][0] : Outside;
            _type[i] = isPart ? TypeOf(names[i][2..]) : -1;
        }

        Types = types;

        int TypeOf(string type)
        {
            int index = types.IndexOf(type);
            if (index < 0)
                types.Add(type);
            return index < 0 ? types.Count - 1 : index;
        }
    }

    /// <summary>As the constructor, of classes that must name a type at least.</summary>
    /// <exception cref="ArgumentException">No name is a part of a span.</exception>
    public static SpanTags Of(IReadOnlyList<string> names, string argument)
    {
        var tags = new SpanTags(names);
        return tags.Misfit(names) is { } misfit ? throw new ArgumentException($"{argument} {misfit}.", argument) : tags;
    }

    /// <summary>What the names that it was made of lack; null where they name a type.</summary>
    public string? Misfit(IReadOnlyList<string> names) => Types.Count > 0
        ? null
        : $"has the class names {string.Join(", ", names.Take(10))}; none begins with \"B-\" or \"I-\"";

    /// <summary>The types of spans, in the order in which the names have them.</summary>
    public IReadOnlyList<string> Types { get; }

    public int Classes => _part.Length;

    /// <summary>B, I, E or S; O of a class outside.</summary>
    public char PartOf(int index) => _part[index];

    /// <summary>The number of a class's type; -1 outside.</summary>
    public int TypeOf(int index) => _type[index];

    /// <summary>The spans of tags in their order; End is the first step after a span.</summary>
    public void Find(List<int> tags, List<(int Type, int Start, int End)> spans)
    {
        spans.Clear();
        int start = 0;
        (char Part, int Type) before = (Outside, -1);
        for (int t = 0; t <= tags.Count; t++)
        {
            (char Part, int Type) now = t < tags.Count ? (_part[tags[t]], _type[tags[t]]) : (Outside, -1);
            if (before.Part != Outside && Ends(before, now))
                spans.Add((before.Type, start, t));
            if (now.Part != Outside && Begins(before, now))
                start = t;
            before = now;
        }
    }

    private static bool Ends((char Part, int Type) before, (char Part, int Type) now) =>
        before.Part is 'E' or 'S' || now.Part is 'B' or 'S' or Outside || before.Type != now.Type;

    private static bool Begins((char Part, int Type) before, (char Part, int Type) now) =>
        now.Part is 'B' or 'S' || before.Part is 'E' or 'S' or Outside || before.Type != now.Type;
}
