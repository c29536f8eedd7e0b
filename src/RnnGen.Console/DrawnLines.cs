using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnGen;

/// <summary>Lines drawn over what stood there; the cursor ends behind the last.</summary>
internal sealed class DrawnLines(IReadOnlyList<IReadOnlyList<Segment>> lines) : Renderable
{
    private static readonly Segment s_eraseRest = Segment.Control("\u001b[K");

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            if (i > 0)
                yield return Segment.LineBreak;
            foreach (Segment segment in lines[i])
                yield return segment;
            yield return s_eraseRest;
        }
    }
}
