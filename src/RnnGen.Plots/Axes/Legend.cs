using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>Names of lines, side by side above a panel, where no line can run through them.</summary>
internal sealed class Legend
{
    /// <summary>Height of one of its lines.</summary>
    public const double LineHeight = 17;

    private const double SampleLength = 22;
    private const double NameAt = SampleLength + 6;
    private const double Space = 16;
    private const double ShortestEntry = 90;
    private const int MostSideBySide = 3;
    private const double Rounding = 1e-6;

    private readonly IReadOnlyList<LegendEntry> _entries;
    private readonly double _width;
    private List<Place> _places;

    /// <summary>Lays a legend out.</summary>
    /// <param name="entries">The names.</param>
    /// <param name="width">Its room.</param>
    /// <param name="mostLines">
    /// Its lines at most. Where there are more, names are shortened, so that two or three are side by side; where there
    /// still are, the last say how many they are.
    /// </param>
    public Legend(IReadOnlyList<LegendEntry> entries, double width, int mostLines)
    {
        (_entries, _width) = (entries, width);
        _places = Fill(width);
        for (int columns = 2; Lines > mostLines && columns <= MostSideBySide; columns++)
        {
            double widest = (width - ((columns - 1) * Space)) / columns;
            if (widest >= ShortestEntry)
                _places = Fill(widest);
        }

        if (Lines > mostLines)
            Cut(mostLines);
    }

    /// <summary>How many lines it takes.</summary>
    public int Lines => _places.Count == 0 ? 0 : _places[^1].Line + 1;

    public void Draw(Canvas canvas, Point at)
    {
        for (int i = 0; i < _places.Count; i++)
        {
            Place place = _places[i];
            double x = at.X + place.X, y = at.Y + (place.Line * LineHeight) + (LineHeight / 2);
            if (place.HasSample)
                canvas.Line([new(x, y), new(x + SampleLength, y)], _entries[i].Paint, 2, _entries[i].Dash);
            canvas.Text(
                x + (place.HasSample ? NameAt : 0), y + (TextStyle.Tick.CapHeight / 2), place.Text, TextStyle.Tick,
                Paint.Text);
        }
    }

    private List<Place> Fill(double widest)
    {
        var places = new List<Place>(_entries.Count);
        foreach (LegendEntry entry in _entries)
        {
            string name = FittedText.Cut(entry.Name, TextStyle.Tick, widest - NameAt);
            places.Add(After(places, name, NameAt + TextStyle.Tick.Measure(name)));
        }

        return places;
    }

    // What fits, and how many do not.
    private void Cut(int mostLines)
    {
        for (int kept = _places.FindLastIndex(place => place.Line < mostLines) + 1; kept >= 0; kept--)
        {
            int left = _entries.Count - kept;
            string text = kept > 0 ? $"and {left} more" : $"{left} lines";
            List<Place> places = _places[..kept];
            places.Add(After(places, text, TextStyle.Tick.Measure(text)) with { HasSample = false });
            if (places[^1].Line < mostLines)
            {
                _places = places;
                return;
            }
        }

        _places = [];
    }

    private Place After(List<Place> places, string text, double length)
    {
        if (places.Count == 0)
            return new Place(text, length, 0, 0, HasSample: true);
        Place last = places[^1];
        double x = last.X + last.Length + Space;
        return x + length > _width + Rounding
            ? new Place(text, length, 0, last.Line + 1, HasSample: true)
            : new Place(text, length, x, last.Line, HasSample: true);
    }

    // X and length in pixels.
    private sealed record Place(string Text, double Length, double X, int Line, bool HasSample);
}
