namespace RnnGen;

/// <summary>A matrix in the flat parameter buffer.</summary>
/// <param name="Start">Its first float.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Floats in a row.</param>
public readonly record struct RowRange(int Start, int Rows, int Columns);
