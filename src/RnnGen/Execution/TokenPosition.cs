namespace RnnGen.Execution;

/// <summary>A token's place in a slice.</summary>
/// <param name="Slice">Number of the slice.</param>
/// <param name="Index">Which of its [Steps, Rows].</param>
internal readonly record struct TokenPosition(int Slice, int Index);
