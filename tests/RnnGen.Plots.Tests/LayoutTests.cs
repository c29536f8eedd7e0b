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
        Layout.AssertReadable(Plot.Attention<float>([1, 0, 0, 1], ["<s>", "\"&\"\uffff"], ["\u0007\ud800", "'日本"]));

    [Fact]
    public void Title_OfLettersOutsideTheFirstPlane_IsCutBetweenThem()
    {
        var options = new PlotOptions { Title = string.Concat(Enumerable.Repeat("😀", 2000)) };
        string title = new Drawn(Plot.Heatmap([1.0], 1, options)).Texts.Single(static t => t.Contains('…'));
        Assert.DoesNotContain('\ufffd', title);
        Assert.Equal(0, title.Split('…')[0].Length % 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(30)]
    public void Confusion_AtItsOwnSize_HasItsWholeTitle(int classes)
    {
        Picture picture = Plot.Confusion(Runs.Confusion(classes));
        Layout.AssertReadable(picture);
        Assert.Contains(picture.Title, new Drawn(picture).Texts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public void Confusion_OfLongNames_IsMostlyMatrix(int classes)
    {
        string[] names = [.. Enumerable.Range(0, classes).Select(static i => new string('n', 300) + i)];
        Picture picture = Plot.Confusion(Runs.Confusion(classes), names);
        Layout.AssertReadable(picture);
        Assert.True(picture.Width < 900 && picture.Height < 900, $"{picture.Width} x {picture.Height}");
        AssertFramed(picture);
    }

    [Fact]
    public void Confusion_OfAThousandClasses_FitsIntoAPicture() => AssertFramed(Plot.Confusion(Runs.Confusion(1000)));

    [Fact]
    public void Counts_ThatFitIntoTheirCells_AreWritten()
    {
        ConfusionMatrix confusion = Runs.Confusion(40);
        Assert.DoesNotContain("20", Counts(new PlotOptions()));
        Assert.Contains("20", Counts(new PlotOptions { Width = 1200, Height = 1200 }));
        Assert.DoesNotContain("20", Counts(new PlotOptions { Width = 326, Height = 1200 }));

        string[] Counts(PlotOptions options) =>
            new Drawn(Plot.Confusion(confusion, [.. Enumerable.Repeat("x", 40)], options)).Texts;
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(100, 400)]
    [InlineData(400, 100)]
    [InlineData(160, 130)]
    public void Pictures_InLittleRoom_KeepTheirFrames(double width, double height)
    {
        var options = new PlotOptions { Width = width, Height = height, X = "time", Y = "a value", Title = "A title" };
        string[] names = ["a name of some length", "another one that is longer"];
        double[] values = [-1e-300, 3e-300, 2e-300, 1e-300];
        Picture[] pictures =
        [
            Plot.TruthAndPrediction(values, values, options),
            Plot.Lines(names.Select(name => (name, (IReadOnlyList<double>)values)).ToArray(), options),
            Plot.LearningCurves(Runs.OneEpoch(), options),
            Plot.LearningCurves(names.Select(static name => (name, Runs.Long())).ToArray(), options),
            Plot.Heatmap(values, 2, options),
            Plot.Attention<double>(values, names, names, options),
            Plot.Confusion(Runs.Confusion(2), names, options),
            Plot.StatesOverTime([("h", new StateTrace("h", 2, values))], options),
        ];
        foreach (Picture picture in pictures)
        {
            Layout.AssertReadable(picture);
            AssertFramed(picture);
        }
    }

    [Fact]
    public void Axis_OfWholeSteps_HasNoFractions() => Assert.DoesNotContain(
        "1.5", new Drawn(Plot.Lines<double>([("a", [10, 30, 20])])).Texts);

    private static void AssertFramed(Picture picture) => Assert.All(new Drawn(picture).Frames, frame => Assert.True(
        frame.To.X >= frame.From.X + 5 && frame.To.Y >= frame.From.Y + 5
            && frame.From.X >= 0 && frame.From.Y >= 0 && frame.To.X <= picture.Width && frame.To.Y <= picture.Height,
        $"'{picture.Title}' has a frame from {frame.From} to {frame.To}"));

    private static string[] Names(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 16)).Select(_ => Name(random))];

    private static string Name(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => (char)random.Next('!', '~'))]);
}
