using System.Globalization;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>dropout_between_layers: two layers in one declaration, the mask given.</summary>
internal sealed class DropoutFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        int steps = config.Int("T"), rows = config.Int("B");
        double rate = config.Double("p");
        JsonElement expect = @case.GetProperty("expect");
        JsonElement grad = expect.GetProperty("grad");
        string dropout = string.Create(CultureInfo.InvariantCulture, $", Layers = 2, Dropout = {rate}");
        double[] mask = Layout.Swap(@case.GetProperty("keep_mask").Values(), steps, rows);
        return new StackGoldenCase
        {
            Name = @case.Text("name"),
            Stack =
            [
                $"[Input({config.Int("input_size")})]",
                RecurrentText.Attribute(
                    @case.Text("cell"), config, @case.GetProperty("layer1").Member("bias_ih_l0") != null, dropout),
            ],
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Features = Layout.Swap(@case.GetProperty("input").Values(), steps, rows),
                Weights = Layers(@case).ToDictionary(w => w.Key, w => w.Value.Values()),
                Masks = new Dictionary<string, double[]>
                {
                    [RecurrentText.Name + ".dropout_l0"] = Array.ConvertAll(mask, keep => keep / (1 - rate)),
                },
                Dropout = true,
                OutputWeights = Layout.Swap(
                    @case.GetProperty("loss_weights").GetProperty("output").Values(), steps, rows),
            },
            Expected = new StackExpectation
            {
                Output = expect.Member("output")?.Expected(),
                Loss = expect.Member("loss")?.GetDouble(),
                InputGradient = grad.Member("input")?.Expected(),
                WeightGradients = Layers(grad).ToDictionary(w => w.Key, w => w.Value.Expected()),
            },
        };
    }

    /// <summary>The two layers' tensors under the names of one declaration.</summary>
    private static IEnumerable<KeyValuePair<string, JsonElement>> Layers(JsonElement element)
    {
        for (int layer = 0; layer < 2; layer++)
        {
            foreach (JsonProperty tensor in element.GetProperty($"layer{layer + 1}").EnumerateObject())
            {
                string name = tensor.Name.Replace("_l0", $"_l{layer}", StringComparison.Ordinal);
                yield return new($"{RecurrentText.Name}.{name}", tensor.Value);
            }
        }
    }
}
