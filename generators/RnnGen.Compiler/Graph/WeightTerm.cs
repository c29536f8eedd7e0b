namespace RnnGen.Compiler.Graph;

/// <summary>
/// The block of a weight tensor that multiplies one operand into one accumulator: rows
/// <c>RowOffset .. +units</c>, columns <c>ColumnOffset .. +K</c> of a [_, RowLength] matrix.
/// </summary>
internal sealed record WeightTerm(int Tensor, int RowOffset, int ColumnOffset, int K, int RowLength);
