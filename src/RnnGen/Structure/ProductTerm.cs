namespace RnnGen.Structure;

/// <summary>
/// A matrix times a value: as many rows of a parameter as the node has units, and as many columns as the value has.
/// </summary>
/// <param name="Argument">The node of the value.</param>
/// <param name="Parameter">Index in the model's parameters.</param>
/// <param name="Row">The first row.</param>
/// <param name="Column">The first column.</param>
public readonly record struct ProductTerm(int Argument, int Parameter, int Row, int Column);
