using System.Globalization;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>crf: emissions as the input, and the loss.</summary>
internal sealed class CrfFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        JsonElement emissions = @case.GetProperty("emissions_TBK");
        int[] shape = emissions.Shape();
        bool hasEnds = @case.GetProperty("config").Flag("start_end");
        var weights = new Dictionary<string, double[]>
        {
            ["crf.transitions"] = @case.GetProperty("transitions_from_to").Values(),
        };
        if (hasEnds)
        {
            weights["crf.start"] = @case.GetProperty("start").Values();
            weights["crf.end"] = @case.GetProperty("end").Values();
        }

        JsonElement gradients = expect.GetProperty("grad_of_loss_sum");
        return new CrfGoldenCase
        {
            Name = @case.Text("name"),
            Declared = string.Create(
                CultureInfo.InvariantCulture,
                $"[Input({shape[2]})]\n[Crf(StartEnd = {(hasEnds ? "true" : "false")}, Reduction = Reduction.Sum)]"),
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = shape[1],
                Steps = shape[0],
                Lengths = @case.Lengths(),
                Features = Layout.Swap(emissions.Values(), shape[0], shape[1]),
                Classes = Layout.Swap(@case.GetProperty("tags_TB").Ints(), shape[0], shape[1]),
                Weights = weights,
            },
            Classes = shape[2],
            LogPartition = expect.GetProperty("log_partition").Doubles(),
            GoldScore = expect.GetProperty("gold_score").Doubles(),
            LossSum = expect.GetProperty("loss_sum").Expected(),
            LossMean = expect.GetProperty("loss_mean_over_batch").Expected(),
            Paths = [.. expect.GetProperty("viterbi_paths").EnumerateArray().Select(path => path.Ints())],
            PathScores = expect.GetProperty("viterbi_scores").Doubles(),
            Marginals = expect.GetProperty("marginals").Expected(),
            EmissionGradient = gradients.GetProperty("emissions").Expected(),
            WeightGradients = weights.Keys.ToDictionary(
                static name => name, name => gradients.GetProperty(name["crf.".Length..]).Expected()),
        };
    }
}
