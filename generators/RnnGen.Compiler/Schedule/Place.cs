namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Where a value lives: from column <see cref="Column"/> of a buffer's rows, at the current step or
/// <see cref="Shift"/> steps on.
/// </summary>
internal sealed record Place(Buffer Buffer, int Column = 0, int Shift = 0);
