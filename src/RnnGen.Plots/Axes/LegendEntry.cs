using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Axes;

/// <summary>A name and how it is drawn.</summary>
internal readonly record struct LegendEntry(string Name, Paint Paint, Dash Dash);
