namespace RnnGen.Layouts;

/// <summary>
/// The biases of one gate. RnnGen has one beside each product, which are added up; another system has both, or one of
/// them.
/// </summary>
/// <param name="Direction">0, or 1 for the one that reads from the end.</param>
/// <param name="Gate">Which gate, in the order of RnnGen's rows.</param>
/// <param name="Input">That of the input's product, or null.</param>
/// <param name="State">That of the state's product, or null.</param>
/// <param name="Inner">
/// Whether something stands between the products, so that the two cannot be added up: GRU's candidate, reset after the
/// product.
/// </param>
/// <param name="Negated">Whether the arrays have the numbers with the other sign.</param>
/// <param name="Shift">What the other system adds by itself.</param>
internal sealed record BiasCopy(
    int Direction, int Gate, BiasPlace? Input, BiasPlace? State, bool Inner, bool Negated, double Shift);
