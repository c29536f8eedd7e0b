using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>cell_variants: GRU reset before, the textbook GRU and the peephole LSTM, one layer each.</summary>
internal sealed class CellVariantFamily : IFamily
{
    private static readonly Dictionary<string, string> s_tensors = new()
    {
        ["W"] = "rnn.weight_ih_l0",
        ["R"] = "rnn.weight_hh_l0",
        ["b"] = "rnn.bias_ih_l0",
        ["rb"] = "rnn.bias_hh_l0",
        ["P"] = "rnn.scale_hh_l0",
    };

    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        int steps = config.Int("T"), rows = config.Int("B");
        JsonElement expect = @case.GetProperty("expect");
        JsonElement grad = expect.GetProperty("grad");
        JsonElement lossWeights = @case.GetProperty("loss_weights");
        JsonElement tensors = @case.GetProperty("weights");
        int biases = (tensors.Member("b") == null ? 0 : 1) + (tensors.Member("rb") == null ? 0 : 1);
        string attribute = @case.Text("variant") switch
        {
            "gru_reset_before" => "Gru({0}, Variant = GruVariant.ResetBefore, ",
            "gru_seed" => "Gru({0}, Variant = GruVariant.Textbook, ",
            "lstm_peephole" => "Lstm({0}, Peephole = true, ",
            string other => throw new NotSupportedException($"There is no variant '{other}'."),
        };
        attribute = string.Format(attribute, config.Int("hidden_size"));

        Dictionary<string, double[]>? initial = null;
        var stateWeights = new Dictionary<string, double[]>();
        var finals = new List<StackExpectation.StateGroup>();
        var stateGradients = new List<StackExpectation.StateGroup>();
        foreach (string state in new[] { "h", "c" })
        {
            string name = $"rnn.{state}_l0";
            if (@case.Member(state + "0") is { } given)
                (initial ??= [])[name] = given.Values();
            if (lossWeights.Member(state + "n") is { } weights)
                stateWeights[name] = weights.Values();
            if (expect.Member(state + "n") is { } final)
                finals.Add(new(state + "n", [name], final.Expected()));
            if (grad.Member(state + "0") is { } gradient)
                stateGradients.Add(new(state + "0", [name], gradient.Expected()));
        }

        return new StackGoldenCase
        {
            Name = @case.Text("name"),
            Stack = [$"[Input({config.Int("input_size")})]", $"[{attribute}Biases = {biases}, Name = \"rnn\")]"],
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Features = Layout.Swap(@case.GetProperty("input").Values(), steps, rows),
                Weights = tensors.EnumerateObject().ToDictionary(w => s_tensors[w.Name], w => w.Value.Values()),
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
                WeightGradients = s_tensors.Where(t => grad.Member(t.Key) != null)
                    .ToDictionary(t => t.Value, t => grad.GetProperty(t.Key).Expected()),
            },
        };
    }
}
