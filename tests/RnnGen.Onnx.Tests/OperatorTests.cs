using System.Collections;
using System.Reflection;
using RnnGen.Onnx.Export;

namespace RnnGen.Onnx.Tests;

/// <summary>No operation of a step graph lacks its row.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void Operators_OfTheGeneratorsTable_HaveARowEach()
    {
        Type table = Assembly.Load("RnnGen.Generators").GetType("RnnGen.Compiler.Graph.OpInfo", throwOnError: true)!;
        IEnumerable rows = (IEnumerable)table.GetProperty("All")!.GetValue(null)!;
        string[] computed =
        [
            .. rows.Cast<object>().Where(row => Read(row, "Class") is "Pointwise" or "Reduction")
                .Select(row => Read(row, "Name")),
        ];
        Assert.True(computed.Length > 15);
        Assert.All(computed, static name => Assert.True(StepOperators.Has(name), name));

        string Read(object row, string property) => table.GetProperty(property)!.GetValue(row)!.ToString()!;
    }
}
