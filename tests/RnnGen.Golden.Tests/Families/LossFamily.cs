using System.Globalization;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>losses: an input and a loss; the gradient is the input's.</summary>
internal sealed class LossFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        JsonElement input = @case.GetProperty("input");
        int rows = input.Shape()[0], width = input.Shape()[1];
        bool classes = @case.Text("loss") == "cross_entropy";
        double[]? weights = @case.Member("weight")?.Values();
        var stack = new StackCase
        {
            Name = @case.Text("name"),
            Rows = rows,
            Steps = 1,
            Features = input.Values(),
            Weights = new Dictionary<string, double[]>(),
            Classes = classes ? @case.GetProperty("target").Ints() : null,
            Targets = classes ? null : @case.GetProperty("target").Values(),
            SampleWeights = weights,
        };
        bool none = @case.Text("reduction") == "none";
        double[]? lossWeights = none ? @case.Member("loss_weights")?.Values() : null;
        return new LossGoldenCase
        {
            Name = @case.Text("name"),
            Declared = $"[Input({width})]\n[{Attribute(@case)}]",
            Case = stack,
            GradientCase = lossWeights == null
                ? stack
                : stack with { SampleWeights = Multiply(lossWeights, weights) },
            Loss = expect.GetProperty("loss").Expected(),
            IsReduced = !none,
            InputGradient = expect.GetProperty("grad_input").Expected(),
        };
    }

    private static double[] Multiply(double[] a, double[]? b) => b == null ? a : [.. a.Zip(b, (x, y) => x * y)];

    private static string Attribute(JsonElement @case)
    {
        var options = new List<string> { "Reduction = Reduction." + @case.Text("reduction") switch
        {
            "mean" => "Mean",
            "sum" => "Sum",
            "none" => "None",
            string other => throw new NotSupportedException($"There is no reduction '{other}'."),
        } };
        string loss = @case.Text("loss");
        string kind = loss switch
        {
            "bce_with_logits" => "BinaryCrossEntropy",
            "cross_entropy" => "CrossEntropy",
            "mse" => "MeanSquaredError",
            "l1" => "MeanAbsoluteError",
            _ when loss.StartsWith("smooth_l1", StringComparison.Ordinal) => "SmoothL1",
            _ when loss.StartsWith("huber", StringComparison.Ordinal) => "Huber",
            _ => throw new NotSupportedException($"There is no loss '{loss}'."),
        };
        if (@case.Member("ignore_index")?.GetInt32() is { } ignored)
            options.Add($"IgnoreIndex = {ignored}");
        if (@case.Member("label_smoothing")?.GetDouble() is { } smoothing)
            options.Add($"LabelSmoothing = {Literal(smoothing)}");
        if (@case.Member("class_weight")?.Values() is { } classWeights)
            options.Add($"ClassWeights = new double[] {{ {string.Join(", ", classWeights.Select(Literal))} }}");
        if (@case.Member("pos_weight")?.Values() is { } positive)
            options.Add($"PositiveWeights = new double[] {{ {string.Join(", ", positive.Select(Literal))} }}");
        if (Suffix(loss, "beta") is { } beta)
            options.Add($"Beta = {beta}");
        if (Suffix(loss, "delta") is { } delta)
            options.Add($"Delta = {delta}");
        return $"{kind}({string.Join(", ", options)})";
    }

    /// <summary>The number behind a word in the loss's name, such as <c>smooth_l1_beta0.7</c>.</summary>
    private static string? Suffix(string loss, string word)
    {
        int at = loss.IndexOf(word, StringComparison.Ordinal);
        return at < 0 ? null : Literal(double.Parse(loss[(at + word.Length)..], CultureInfo.InvariantCulture));
    }

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
