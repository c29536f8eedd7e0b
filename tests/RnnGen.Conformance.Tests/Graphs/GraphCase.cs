using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>A model with a <c>[Forward]</c> method.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Body">Its members; sizes that are no multiple of a register.</param>
/// <param name="IsCausal">Whether it streams.</param>
public sealed record GraphCase(string Name, string Body, bool IsCausal = true)
{
    /// <summary>As a declaration.</summary>
    public Declaration Declare(Precision precision) => new("", precision) { Body = Body };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
