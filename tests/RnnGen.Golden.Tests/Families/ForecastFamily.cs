using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>forecast: several steps ahead with a window of constant length, each prediction appended.</summary>
internal sealed class ForecastFamily : IFamily
{
    private const string Layer = "lstm.";

    public GoldenCase Read(JsonElement @case)
    {
        Dictionary<string, double[]> weights = @case.GetProperty("weights").Tensors();
        JsonElement windows = @case.GetProperty("initial_BTI");
        int features = windows.Shape()[2];
        string lstm = RecurrentText.Attribute(
            "lstm", @case.GetProperty("config"), weights.ContainsKey(Layer + "bias_ih_l0"));
        return new ForecastGoldenCase
        {
            Name = @case.Text("name"),
            Declared = $"[Input({features})]\n{lstm}\n[LastStep]\n[Dense({features}, Name = \"fc\")]",
            Weights = weights.ToDictionary(static item => Rename(item.Key), static item => item.Value),
            Rows = windows.Shape()[0],
            Windows = windows.Values(),
            Steps = @case.GetProperty("expect").GetProperty("predictions_B_steps").Shape()[1],
            Predictions = @case.GetProperty("expect").GetProperty("predictions_B_steps").Expected(),
        };
    }

    private static string Rename(string tensor) =>
        tensor.StartsWith(Layer, StringComparison.Ordinal) ? $"{RecurrentText.Name}.{tensor[Layer.Length..]}" : tensor;
}
