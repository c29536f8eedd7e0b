namespace RnnGen.Plots.Drawing;

/// <summary>A rectangle in a picture.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double MiddleX => Left + (Width / 2);

    public double MiddleY => Top + (Height / 2);

    /// <summary>What is left without these margins.</summary>
    public Box Without(double left = 0, double top = 0, double right = 0, double bottom = 0) =>
        new(Left + left, Top + top, Width - left - right, Height - top - bottom);

    /// <summary>One of several boxes of the same size, side by side and line by line, with gaps.</summary>
    public Box Cell(int index, int columns, int rows, double gap)
    {
        double width = (Width - ((columns - 1) * gap)) / columns, height = (Height - ((rows - 1) * gap)) / rows;
        return new Box(
            Left + ((width + gap) * (index % columns)), Top + ((height + gap) * (index / columns)), width, height);
    }
}
