namespace RnnGen.Layouts;

/// <summary>An array of another system.</summary>
/// <param name="Name">Its default name.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record ForeignArray(string Name, long[] Shape);
