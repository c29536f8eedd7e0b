namespace RnnGen.Compiler.Graph;

/// <summary>What makes a network a decoder, which reads what it has said.</summary>
/// <param name="Input">Number of the input of the tokens that were said.</param>
/// <param name="Head">Number of the head that scores the next one.</param>
/// <param name="Start">The token that a sequence starts with.</param>
/// <param name="End">The token that ends one, or -1.</param>
internal sealed record NetworkStep(int Input, int Head, int Start, int End);
