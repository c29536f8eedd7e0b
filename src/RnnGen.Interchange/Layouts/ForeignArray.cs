namespace RnnGen.Layouts;

/// <summary>An array of another system.</summary>
/// <param name="Name">Its default name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsOptional">Whether a file may lack it, which stands for zeros.</param>
internal sealed record ForeignArray(string Name, long[] Shape, bool IsOptional = false);
