using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>rnn_tanh, rnn_relu, lstm, gru, lstm_proj and large: PyTorch's modules on packed sequences.</summary>
internal sealed class SequenceFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        string cell = @case.Text("cell");
        int steps = config.Int("T"), rows = config.Int("B");
        int layers = config.Int("num_layers", 1);
        bool bidirectional = config.Flag("bidirectional");
        JsonElement expect = @case.GetProperty("expect");
        JsonElement grad = expect.GetProperty("grad");
        JsonElement lossWeights = @case.GetProperty("loss_weights");

        Dictionary<string, double[]>? initial = null;
        var stateWeights = new Dictionary<string, double[]>();
        var finals = new List<StackExpectation.StateGroup>();
        var stateGradients = new List<StackExpectation.StateGroup>();
        foreach (string state in cell == "lstm" ? new[] { "h", "c" } : ["h"])
        {
            string[] names = RecurrentText.States(state, layers, bidirectional);
            if (@case.Member(state + "0") is { } given)
                RecurrentText.Split(names, given.Values(), initial ??= []);
            if (lossWeights.Member(state + "n") is { } weights)
                RecurrentText.Split(names, weights.Values(), stateWeights);
            if (expect.Member(state + "n") is { } final)
                finals.Add(new(state + "n", names, final.Expected()));
            if (grad.Member(state + "0") is { } gradient)
                stateGradients.Add(new(state + "0", names, gradient.Expected()));
        }

        JsonElement tensors = @case.GetProperty("weights");
        return new StackGoldenCase
        {
            Name = @case.Text("name"),
            Stack =
            [
                $"[Input({config.Int("input_size")})]",
                RecurrentText.Attribute(cell, config, config.Flag("bias", tensors.Member("bias_ih_l0") != null)),
            ],
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Features = Layout.Swap(@case.GetProperty("input").Values(), steps, rows),
                Weights = tensors.Tensors(RecurrentText.Name + "."),
                States = initial,
                OutputWeights = Layout.Swap(lossWeights.GetProperty("output").Values(), steps, rows),
                StateWeights = stateWeights,
            },
            Expected = new StackExpectation
            {
                Output = expect.Member("output")?.Expected(),
                States = finals,
                Loss = expect.Member("loss")?.GetDouble(),
                InputGradient = grad.Member("input")?.Expected(),
                StateGradients = stateGradients,
                WeightGradients = grad.GetProperty("weights").EnumerateObject()
                    .ToDictionary(w => $"{RecurrentText.Name}.{w.Name}", w => w.Value.Expected()),
            },
        };
    }
}
