namespace RnnGen.Program;

/// <summary>A tensor that the tokens of an input select rows of.</summary>
/// <param name="Parameter">Index of the tensor in <see cref="ModelInfo.Parameters"/>.</param>
/// <param name="Input">Index of the input in <see cref="ModelInfo.Inputs"/>.</param>
public sealed record TokenTable(int Parameter, int Input);
