using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnGen;

/// <summary>The two lines that move: the bar, and below it what the last batches came to.</summary>
/// <param name="progress">Where training stands.</param>
/// <param name="unwritten">The last epoch, where it has no line above; else null.</param>
internal sealed class ProgressLines(TrainingProgress progress, EpochResult? unwritten)
{
    private const int LongestBar = 40;
    private const int ShortestBar = 6;
    private const int TimeWidth = 16;
    private const int WidthForIndent = 72;
    private const string Gap = "   ";

    private static readonly Style s_label = new(Color.Grey);
    private static readonly Style s_done = new(Color.Green);
    private static readonly Style s_left = new(Color.Grey30);

    /// <summary>The line of an epoch that is done; words wrap where it is too long.</summary>
    public static IRenderable Epoch(EpochResult result, int epochs)
    {
        var line = new Paragraph();
        line.Append(PlainLines.Head(result.Epoch, epochs));
        foreach ((string name, double value) in PlainLines.Values(result))
            line.Append(Gap).Append(name + " ", s_label).Append(Figures.Value(value).PadLeft(6));
        line.Append(Gap).Append(Figures.Duration(result.Duration), s_label);
        return line.Append("\n");
    }

    /// <summary>The lines, none wider than a width.</summary>
    public IReadOnlyList<IReadOnlyList<Segment>> Layout(int width, bool unicode)
    {
        var bar = new LineBuilder(width);
        AddBar(bar, width, unicode);
        var figures = new LineBuilder(width);
        if (width >= WidthForIndent)
            figures.Add(new string(' ', PlainLines.Head(progress.Epoch, progress.Epochs).Length));
        AddFigures(figures);
        return [bar.Segments, figures.Segments];
    }

    private void AddBar(LineBuilder line, int width, bool unicode)
    {
        string head = PlainLines.Head(progress.Epoch, progress.Epochs);
        string batch = PlainLines.BatchOf(progress);
        line.Add(head);
        int room = width - head.Length - batch.Length - TimeWidth - (3 * Gap.Length);
        int length = Math.Min(room, LongestBar);
        if (progress.Batches is { } batches && length >= ShortestBar)
        {
            int done = (int)(length * Math.Clamp((double)progress.Batch / Math.Max(batches, 1), 0, 1));
            line.Add(Gap + new string(unicode ? '━' : '#', done), s_done);
            line.Add(new string(unicode ? '─' : '-', length - done), s_left);
            line.Add(Gap + batch);
        }
        else
        {
            string count = progress.Batches == null ? "batch " + batch : batch;
            line.AddWhereItFits((line.Fits(Gap + count) ? Gap : " ") + count);
        }

        line.AddWhereItFits(Gap + PlainLines.Time(progress), s_label);
    }

    private void AddFigures(LineBuilder line)
    {
        AddFigure(line, "loss", Figures.Value(progress.Loss).PadLeft(6));
        foreach ((string name, double value) in unwritten == null ? [] : PlainLines.Values(unwritten).Skip(1))
            AddFigure(line, name, Figures.Value(value).PadLeft(6));
        AddFigure(line, "gradient", Figures.Value(progress.GradientNorm).PadLeft(6));
        AddFigure(line, null, Figures.Count(progress.SequencesPerSecond), "seq/s");
        AddFigure(line, null, Figures.Count(progress.TokensPerSecond), "tokens/s");
    }

    /// <summary>A figure with its name or unit, left out where it does not fit.</summary>
    private static void AddFigure(LineBuilder line, string? name, string value, string? unit = null)
    {
        string gap = line.Width == 0 ? "" : Gap;
        string before = name == null ? gap : $"{gap}{name} ";
        string after = unit == null ? "" : " " + unit;
        if (line.Width > 0 && !line.Fits(before + value + after))
            return;
        line.Add(before, s_label);
        line.Add(value);
        line.Add(after, s_label);
    }
}
