namespace RnnGen.Plots.Drawing;

/// <summary>How a line is interrupted.</summary>
internal enum Dash
{
    None,
    Long,
    Short,
}
