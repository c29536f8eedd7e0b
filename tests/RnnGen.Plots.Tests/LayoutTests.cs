namespace RnnGen.Plots.Tests;

/// <summary>Whatever is drawn, no text is cut and none stands over another.</summary>
public sealed class LayoutTests
{
    private const int Seed = 7;

    [Fact]
    public void Pictures_OfRandomNumbersAndNames_AreReadable()
    {
        var random = new Random(Seed);
        for (int run = 0; run < 20; run++)
        {
            double size = Math.Pow(10, random.Next(-7, 8));
            double[] values =
                [.. Enumerable.Range(0, random.Next(2, 60)).Select(_ => (random.NextDouble() - 0.3) * size)];
            var options = new PlotOptions
            {
                Width = random.Next(326, 900),
                Height = random.Next(240, 600),
                XStart = random.Next(-5, 2000),
                XStep = Math.Pow(10, random.Next(-3, 3)),
                X = Name(random),
                Y = Name(random),
                Title = Name(random),
            };
            Layout.AssertReadable(Plot.TruthAndPrediction(values, values, options));
            Layout.AssertReadable(Plot.Lines<double>(
                [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (Name(random), (IReadOnlyList<double>)values))],
                options));
            Layout.AssertReadable(Plot.Heatmap(values, values.Length, options));
            string[] said = Names(random), read = Names(random);
            Layout.AssertReadable(Plot.Attention<double>(new double[said.Length * read.Length], said, read));
            int classes = random.Next(2, 40);
            Layout.AssertReadable(Plot.Confusion(
                Runs.Confusion(classes), [.. Enumerable.Range(0, classes).Select(i => Name(random) + i)]));
        }
    }

    [Theory]
    [InlineData(326)]
    [InlineData(672)]
    public void Curves_AtTheWidthOfAColumn_AreReadable(double width) =>
        Layout.AssertReadable(Plot.LearningCurves(
            [("a", Runs.Long()), ("b", Runs.Long(1e-5))], new() { Width = width }));

    [Fact]
    public void Names_OfAnyCharacters_AreWellFormed() =>
        Layout.AssertReadable(Plot.Attention<float>([1, 0, 0, 1], ["<s>", "\"&\""], ["\u0007", "'日本"]));

    private static string[] Names(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 16)).Select(_ => Name(random))];

    private static string Name(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => (char)random.Next('!', '~'))]);
}
