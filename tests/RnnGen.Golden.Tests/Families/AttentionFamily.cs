using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>attention: a query over keys and values of another length, by every kind of score.</summary>
internal sealed class AttentionFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        string[] inputs = ["query", "key", "value"];
        int[][] shapes = [.. inputs.Select(name => @case.GetProperty(name).Shape())];
        Dictionary<string, double[]> weights = @case.GetProperty("params").Tensors();
        return new AttentionGoldenCase
        {
            Name = @case.Text("name"),
            Declared = $$"""
                [Attention({{Score(@case)}})] private static partial Attended Attend(Seq query, Seq keys, Seq values);

                [Forward]
                private static (Seq context, Alignment weights, Alignment scores) Outputs(
                    [Input({{shapes[0][2]}})] Seq query, [Input({{shapes[1][2]}})] Seq key, [Input({{shapes[2][2]}})] Seq value)
                {
                    var a = Attend(query, key, value);
                    return (a.Context, a.Weights, a.Scores);
                }
                """,
            Rows = shapes[0][0],
            QuerySteps = shapes[0][1],
            MemorySteps = shapes[1][1],
            MemoryLengths = @case.Member("key_lengths")?.Ints(),
            Inputs = inputs.ToDictionary(static name => name, name => @case.GetProperty(name).Values()),
            Weights = weights.ToDictionary(static pair => Tensor(pair.Key), static pair => pair.Value),
            ContextWeights = @case.GetProperty("loss_weights").GetProperty("context").Values(),
            Context = expect.GetProperty("context").Expected(),
            Alignment = expect.GetProperty("weights").Expected(),
            Scores = expect.GetProperty("scores_unmasked").Values(),
            Loss = expect.GetProperty("loss").Expected(),
            Gradients = expect.GetProperty("grad").EnumerateObject().ToDictionary(
                gradient => inputs.Contains(gradient.Name) ? gradient.Name : Tensor(gradient.Name),
                static gradient => gradient.Value.Expected()),
        };
    }

    private static string Score(JsonElement @case) => @case.Text("kind") switch
    {
        "dot" => "Score.Dot",
        "scaled_dot" => "Score.ScaledDot",
        "general" => "Score.General",
        "concat" => $"Score.Concat, Units = {Units(@case)}",
        "bahdanau" => $"Score.Additive, Units = {Units(@case)}",
        var kind => throw new NotSupportedException($"There is no kind '{kind}'."),
    };

    private static int Units(JsonElement @case) => @case.GetProperty("params").GetProperty("v").Shape()[0];

    private static string Tensor(string name) => "attend." + name.Replace("W", "weight", StringComparison.Ordinal);
}
