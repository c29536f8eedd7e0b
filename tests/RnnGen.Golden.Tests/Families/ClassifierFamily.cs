using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>classifier_and_tagger: embedding, recurrent layer, read-out, head and cross-entropy.</summary>
internal sealed class ClassifierFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        JsonElement expect = @case.GetProperty("expect");
        JsonElement weights = @case.GetProperty("weights");
        int steps = config.Int("T"), rows = config.Int("B");
        bool tagging = config.Text("readout") == "tagging";
        int[] targets = @case.GetProperty("targets").Ints();
        int[]? largest = expect.Member("argmax")?.Ints();
        return new StackGoldenCase
        {
            Name = @case.Text("name"),
            Stack = [.. Attributes(config, weights)],
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Tokens = Layout.Swap(@case.GetProperty("tokens_TB").Ints(), steps, rows),
                Weights = weights.Tensors(),
                Classes = tagging ? Layout.Swap(targets, steps, rows) : targets,
            },
            Expected = new StackExpectation
            {
                // The file's logits beyond a row's length are the head's bias, ours are 0.
                Output = expect.Member("logits")?.Expected(),
                ValidStepsOnly = true,
                Loss = expect.Member("loss")?.GetDouble(),
                LargestOutput = tagging && largest != null ? Layout.Swap(largest, steps, rows) : largest,
                WeightGradients = expect.GetProperty("grad").EnumerateObject()
                    .ToDictionary(w => w.Name, w => w.Value.Expected()),
            },
        };
    }

    private static IEnumerable<string> Attributes(JsonElement config, JsonElement weights)
    {
        int padding = config.Int("padding_idx", -1);
        yield return "[Input]";
        yield return $"[Embedding({config.Int("vocab")}, {config.Int("embedding_dim")}, PaddingIndex = {padding})]";
        yield return RecurrentText.Attribute(config.Text("cell"), config, weights.Member("rnn.bias_ih_l0") != null);
        string? readout = config.Text("readout") switch
        {
            "last" => "[LastStep]",
            "mean" => "[MeanPool]",
            "max" => "[MaxPool]",
            "tagging" => null,
            string other => throw new NotSupportedException($"There is no read-out '{other}'."),
        };
        if (readout != null)
            yield return readout;
        string bias = weights.Member("fc.bias") == null ? "Bias = false, " : "";
        yield return $"[Dense({config.Int("classes")}, {bias}Name = \"fc\")]";
        yield return $"[CrossEntropy(IgnoreIndex = {config.Int("ignore_index", -100)})]";
    }
}
