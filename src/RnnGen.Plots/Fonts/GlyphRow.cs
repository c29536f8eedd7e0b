namespace RnnGen.Plots.Fonts;

/// <summary>A letter.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Advance">Its width, in thousandths of an em.</param>
/// <param name="Strokes">
/// Where the pen goes, in thousandths of an em with y going up: <c>M x y</c>, <c>L x y</c>, a cubic curve
/// <c>C x1 y1 x2 y2 x y</c>, an arc of an ellipse <c>E cx cy rx ry from to</c> that goes on from where the pen is.
/// </param>
internal readonly record struct GlyphRow(char Letter, int Advance, string Strokes);
