namespace RnnGen.Plots.Drawing;

/// <summary>A place in a picture, in pixels of 1/96 inch from its left upper corner.</summary>
internal readonly record struct Point(double X, double Y);
