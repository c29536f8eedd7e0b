namespace RnnGen;

/// <summary>Labels of a sequence as <c>CtcDecoder.Beam</c> found them.</summary>
/// <param name="Classes">The labels, without blanks.</param>
/// <param name="LogProbability">
/// The logarithm of the sum over the alignments that were kept: that of the labelling where none was dropped.
/// </param>
public sealed record CtcLabelling(IReadOnlyList<int> Classes, double LogProbability);
