using ILGPU;

namespace RnnGen.Ilgpu.Training;

/// <summary>Parameters that a step moves.</summary>
/// <param name="Start">The first parameter of a range, or of a matrix.</param>
/// <param name="Count">How many parameters move.</param>
/// <param name="Columns">Columns of the matrix; 0 of a range.</param>
/// <param name="Rows">The rows of the matrix that move. [Count / Columns]</param>
internal readonly record struct UpdateRange(int Start, int Count, int Columns, ArrayView<int> Rows);
