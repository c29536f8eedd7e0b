using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>The checked-in references: each case brings its declaration and the product's own names.</summary>
internal sealed class ReferenceFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        JsonElement expect = @case.GetProperty("expect");
        JsonElement grad = expect.GetProperty("grad");
        JsonElement lossWeights = @case.GetProperty("loss_weights");
        int steps = config.Int("T"), rows = config.Int("B");
        return new StackGoldenCase
        {
            Name = @case.Text("name"),
            CellText = @case.Member("cells")?.GetString(),
            Stack = [.. @case.GetProperty("stack").EnumerateArray().Select(line => line.GetString()!)],
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Features = Layout.Swap(@case.GetProperty("input").Values(), steps, rows),
                Weights = @case.GetProperty("weights").Tensors(),
                States = @case.Member("states")?.Tensors(),
                Masks = @case.GetProperty("masks").EnumerateObject()
                    .ToDictionary(mask => mask.Name, mask => BatchMajor(mask.Value, steps, rows)),
                Dropout = config.Flag("training"),
                OutputWeights = BatchMajor(lossWeights.GetProperty("output"), steps, rows),
                StateWeights = lossWeights.GetProperty("states").Tensors(),
            },
            Expected = new StackExpectation
            {
                Output = expect.GetProperty("output").Expected(),
                States = [.. Groups(expect.GetProperty("states"))],
                Loss = expect.Double("loss"),
                InputGradient = grad.GetProperty("input").Expected(),
                StateGradients = [.. Groups(grad.GetProperty("states"))],
                WeightGradients = grad.GetProperty("weights").EnumerateObject()
                    .ToDictionary(w => w.Name, w => w.Value.Expected()),
            },
        };
    }

    private static double[] BatchMajor(JsonElement tensor, int steps, int rows) =>
        tensor.Shape().Length == 3 ? Layout.Swap(tensor.Values(), steps, rows) : tensor.Values();

    private static IEnumerable<StackExpectation.StateGroup> Groups(JsonElement states) =>
        states.EnumerateObject().Select(state =>
            new StackExpectation.StateGroup(state.Name, [state.Name], state.Value.Expected()));
}
