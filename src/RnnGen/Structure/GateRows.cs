namespace RnnGen.Structure;

/// <summary>Rows of a tensor that belong to one pre-activation.</summary>
/// <param name="Name">
/// The local of the cell that it is, such as <c>i</c> or <c>f</c>; the state where the equations return it as it is; of
/// a dense layer the layer.
/// </param>
/// <param name="First">The first row.</param>
/// <param name="Rows">How many.</param>
public sealed record GateRows(string Name, int First, int Rows);
