using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnGen;

/// <summary>A line that is never wider than its room.</summary>
internal sealed class LineBuilder(int room)
{
    private readonly List<Segment> _segments = [];

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Columns so far.</summary>
    public int Width { get; private set; }

    public bool Fits(string text) => Width + new Segment(text).CellCount() <= room;

    /// <summary>Adds as much of a text as there is room for.</summary>
    public void Add(string text, Style? style = null)
    {
        if (Width >= room || text.Length == 0)
            return;
        Segment? segment = Segment.Truncate(new Segment(text, style ?? Style.Plain), room - Width);
        if (segment == null)
            return;
        _segments.Add(segment);
        Width += segment.CellCount();
    }

    /// <summary>Adds a text or nothing.</summary>
    public void AddWhereItFits(string text, Style? style = null)
    {
        if (Fits(text))
            Add(text, style);
    }
}
