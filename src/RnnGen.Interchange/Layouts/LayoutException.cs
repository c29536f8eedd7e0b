namespace RnnGen.Layouts;

/// <summary>There is no exact mapping; the message says why, behind the name of the layer.</summary>
internal sealed class LayoutException(string problem) : Exception(problem);
