namespace RnnGen.Program;

/// <summary>How a block of a tensor's rows is initialised.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Kind">The distribution.</param>
/// <param name="Value">
/// Its parameter: the constant, a uniform's bound, a normal's deviation, an orthogonal's gain.
/// </param>
public sealed record InitialBlock(int Rows, InitialKind Kind, double Value);
