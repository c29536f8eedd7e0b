namespace RnnGen;

/// <summary>A sequence that is said to its end.</summary>
/// <param name="Last">Its last token in the trail.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="HasEnded">Whether that is the end token.</param>
internal readonly record struct Hypothesis(int Last, double Score, bool HasEnded);
