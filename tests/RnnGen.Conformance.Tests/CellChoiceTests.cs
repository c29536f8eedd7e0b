using RnnGen.Cells;
using Xunit;

namespace RnnGen.Conformance.Tests;

public sealed class CellChoiceTests
{
    /// <summary>A cell that is an option of a layer is one choice of that layer; every other cell is named.</summary>
    [Fact]
    public void Choices_EveryBuiltInCell_IsOne()
    {
        string[] layers = ["SimpleRnn", "Lstm", "Gru"];
        ILookup<string, string> cells = typeof(LstmCell).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(LstmCell).Namespace)
            .ToLookup(
                type => layers.FirstOrDefault(layer => type.Name.StartsWith(layer, StringComparison.Ordinal)) ?? "",
                type => type.Name);
        foreach (string layer in layers)
            Assert.Equal(cells[layer].Count(), CellChoice.All.Count(choice => choice.Attribute == layer));
        Assert.Equal([], cells[""].Select(name => $"Recurrent<{name}>").Except(CellChoice.All.Select(c => c.Attribute)));
    }
}
