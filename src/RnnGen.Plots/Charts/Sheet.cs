using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Charts;

/// <summary>A canvas with margins and a title, on which a picture's panels stand.</summary>
internal sealed class Sheet
{
    private const double Margin = 8;
    private const double TitleHeight = 26;

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

    public Picture Finish(string description) => new(Canvas, _title.Length > 0 ? _title : description);
}
