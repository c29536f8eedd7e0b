using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>A random cell in a random stack, with the batch to try it on.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Attributes">The layers.</param>
/// <param name="Cell">The cell's C#.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Steps">Steps of the batch.</param>
/// <param name="Lengths">Valid steps of each row.</param>
/// <param name="IsCausal">Whether the model streams.</param>
/// <param name="IsRandom">Whether training draws masks.</param>
public sealed record RandomCell(
    int Seed, string Attributes, string Cell, int Rows, int Steps, int[] Lengths, bool IsCausal, bool IsRandom)
{
    /// <summary>The declaration in a precision.</summary>
    public Declaration In(Precision precision) => new(Attributes, precision, Cell);

    /// <inheritdoc/>
    public override string ToString() => $"seed {Seed}, lengths [{string.Join(", ", Lengths)}]\n{Cell}\n{Attributes}";
}
