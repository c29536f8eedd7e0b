using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>Where the frame, the marks and the texts of a panel stand in its room.</summary>
internal sealed class PanelLayout
{
    public const double TickLength = 4;

    private const double LabelHeight = 12;
    private const double TitleHeight = 19;
    private const double LeastFrame = 24;
    private const double WidestName = 160;
    private const double PixelsPerTickX = 36;
    private const double PixelsPerTickY = 24;
    private const double PixelsPerName = 12.5;
    private const double Slant = 0.7072;

    private readonly Box _outer;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly bool _hasLabels;

    private PanelLayout(Box outer, Axis x, Axis y, PanelText text, bool hasLabels)
    {
        (_outer, _x, _y, _hasLabels, Text) = (outer, x, y, hasLabels, text);
        double top = TopOf(text), bottom = hasLabels ? BottomOf(text) : TickLength + Panel.Gap;
        YTicks = TicksOfY(outer.Height - top - bottom);
        WidestY = Widest(YTicks);
        double left = TickLength + Panel.Gap + WidestY + (text.Y.Length > 0 ? LabelHeight + (2 * Panel.Gap) : 0);
        XTicks = TicksOfX(outer.Width - left);
        if (hasLabels && x is CategoryAxis && Widest(XTicks) + 6 > (outer.Width - left) / XTicks.Count)
        {
            IsSlanted = true;
            XTicks = Fitted(XTicks, Math.Min(outer.Width, outer.Height) / 2 / Slant);
            SlantedHeight = (Widest(XTicks) * Slant) + 5;
            bottom += SlantedHeight - LabelHeight;
            YTicks = TicksOfY(outer.Height - top - bottom);
        }

        // The first and the last label stand half beyond the frame.
        left = Math.Max(left, hasLabels ? text.Beside : 0);
        double width = outer.Width - left;
        left += Math.Max(0, XTicks.Max(tick => BeforeOf(tick) - (width * x.Share(tick.Value))) - left);
        width = outer.Width - left;
        double right = Math.Max(1, XTicks.Max(tick => BehindOf(tick) - (width * (1 - x.Share(tick.Value)))));
        Inner = outer.Without(left, top, right, bottom);
    }

    /// <summary>The frame.</summary>
    public Box Inner { get; }

    /// <summary>What is written around it, as far as there is room.</summary>
    public PanelText Text { get; }

    public IReadOnlyList<Tick> XTicks { get; }

    public IReadOnlyList<Tick> YTicks { get; }

    public double WidestY { get; }

    /// <summary>Whether the names below stand aslant, as they are wider than their places.</summary>
    public bool IsSlanted { get; }

    /// <summary>Height of the labels below the frame.</summary>
    public double LabelsHeight => IsSlanted ? SlantedHeight : LabelHeight;

    private double SlantedHeight { get; }

    /// <summary>
    /// With all texts where they leave a frame; else without the names of the axes, then without the title, then
    /// without numbers.
    /// </summary>
    public static PanelLayout Of(Box outer, Axis x, Axis y, PanelText text)
    {
        PanelText untitled = text with { X = "", Y = "" }, bare = untitled with { Title = "" };
        foreach (PanelText shown in new[] { text, untitled, bare })
        {
            var layout = new PanelLayout(outer, x, y, shown, hasLabels: true);
            if (layout.Inner is { Width: >= LeastFrame, Height: >= LeastFrame })
                return layout;
        }

        return new PanelLayout(outer, x, y, bare, hasLabels: false);
    }

    /// <summary>What texts above and below a frame take of a panel's height where names do not stand aslant.</summary>
    public static double HeightAround(PanelText text) => TopOf(text) + BottomOf(text);

    private static double TopOf(PanelText text) => (text.Title.Length > 0 ? TitleHeight : Panel.Gap) + text.Above;

    private static double BottomOf(PanelText text) =>
        TickLength + Panel.Gap + LabelHeight + (text.X.Length > 0 ? LabelHeight + Panel.Gap : 0);

    private IReadOnlyList<Tick> TicksOfX(double width) => Shown(_x is CategoryAxis
        ? _x.Ticks(Math.Max(1, (int)(width / PixelsPerName)))
        : TicksThatFit(_x, (int)(width / PixelsPerTickX), width, WidthOf));

    private IReadOnlyList<Tick> TicksOfY(double height) => Shown(_y is CategoryAxis
        ? Fitted(_y.Ticks(Math.Max(1, (int)(height / PixelsPerName))), _outer.Width / 2)
        : TicksThatFit(_y, (int)(height / PixelsPerTickY), height, static _ => TextStyle.Tick.CapHeight));

    private IReadOnlyList<Tick> Shown(IReadOnlyList<Tick> ticks) =>
        _hasLabels ? ticks : [.. ticks.Select(static tick => new Tick(tick.Value, ""))];

    // Of a long name the beginning and the end.
    private static IReadOnlyList<Tick> Fitted(IReadOnlyList<Tick> names, double width) =>
        [.. names.Select(name => name with
        {
            Label = FittedText.Cut(name.Label, TextStyle.Tick, Math.Min(WidestName, width)),
        })];

    // As many as leave room between their labels, the first alone where even two do not.
    private static IReadOnlyList<Tick> TicksThatFit(Axis axis, int most, double length, Func<Tick, double> sizeOf)
    {
        for (int count = Math.Max(2, most); count > 0; count--)
        {
            IReadOnlyList<Tick> ticks = axis.Ticks(count);
            Tick[] labelled = [.. ticks.Where(static tick => tick.Label.Length > 0)];
            bool fits = true;
            for (int i = 1; i < labelled.Length; i++)
            {
                double distance = length * (axis.Share(labelled[i].Value) - axis.Share(labelled[i - 1].Value));
                fits &= distance - ((sizeOf(labelled[i - 1]) + sizeOf(labelled[i])) / 2) >= Panel.Gap;
            }

            if (fits)
                return ticks;
        }

        return [axis.Ticks(1)[0]];
    }

    // How far a label reaches to the left and to the right of its mark.
    private double BeforeOf(Tick tick) => IsSlanted ? (WidthOf(tick) * Slant) + 4 : WidthOf(tick) / 2;

    private double BehindOf(Tick tick) => IsSlanted ? 9 : WidthOf(tick) / 2;

    private static double Widest(IReadOnlyList<Tick> ticks) => ticks.Count == 0 ? 0 : ticks.Max(WidthOf);

    private static double WidthOf(Tick tick) => TextStyle.Tick.Measure(tick.Label, tick.Exponent);
}
