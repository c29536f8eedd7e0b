using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>A canvas with margins and a title, on which a picture's panels stand.</summary>
internal sealed class Sheet
{
    private const double Margin = 8;
    private const double TitleHeight = 26;
    private const double LeastPanel = 40;

    private readonly string _title;

    /// <summary>Starts a picture.</summary>
    /// <param name="options">Size and title, both set.</param>
    public Sheet(PlotOptions options)
    {
        _title = options.Title!;
        Canvas = new Canvas(options.Width!.Value, options.Height!.Value);
        Room = Canvas.Box.Without(Margin, Margin, Margin, Margin);
        if (_title.Length == 0)
            return;
        Canvas.Text(
            Room.Left, Room.Top + 12, FittedText.Cut(_title, TextStyle.Title, Room.Width), TextStyle.Title, Paint.Text);
        Room = Room.Without(top: TitleHeight);
    }

    public Canvas Canvas { get; }

    /// <summary>What panels may fill.</summary>
    public Box Room { get; }

    /// <summary>What margins and title take of a picture's height.</summary>
    public static double HeightAround => (2 * Margin) + TitleHeight;

    /// <summary>What panels may have of a picture's width.</summary>
    public static double RoomOf(double width) => width - (2 * Margin);

    /// <summary>The room of one of several panels of the same size, side by side and line by line, with gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for so many.</exception>
    public Box Panel(int index, int columns, int rows, double gap)
    {
        Box panel = Room.Cell(index, columns, rows, gap);
        if (panel.Width < LeastPanel)
            throw TooSmall(nameof(PlotOptions.Width), Canvas.Width, Room.Width, columns, "side by side");
        if (panel.Height < LeastPanel)
            throw TooSmall(nameof(PlotOptions.Height), Canvas.Height, Room.Height, rows, "one above the other");
        return panel;

        ArgumentOutOfRangeException TooSmall(string name, double size, double room, int panels, string where)
        {
            double least = size - room + (panels * LeastPanel) + ((panels - 1) * gap);
            return new("options", size, FormattableString.Invariant(
                $"{name} is {size}; {panels} panels {where} need {least} at least."));
        }
    }

    public Picture Finish(string description) => new(Canvas, _title.Length > 0 ? _title : description);
}
