namespace RnnGen.Execution;

/// <summary>Some rows of a block of the layout's tables, or of a token table.</summary>
/// <param name="Block">Which block.</param>
/// <param name="From">The first row.</param>
/// <param name="To">The row behind the last.</param>
internal readonly record struct BlockRange(int Block, int From, int To);
