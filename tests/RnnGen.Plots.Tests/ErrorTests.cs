using System.Globalization;

namespace RnnGen.Plots.Tests;

/// <summary>What cannot be drawn is refused with the argument and the numbers concerned.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void States_OfAModelThatCannotStream_SayWhy()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Plot.StatesOverTime(
            new BothWays(seed: 1), Sample<float>.FromFeatures(new float[4], 2)));
        Assert.Contains("bidirectional", error.Message);
    }

    [Fact]
    public void States_OfTokensForFeatures_NameBoth()
    {
        var error = Assert.Throws<ArgumentException>(() => Plot.StatesOverTime(
            new WithoutLoss(seed: 1), Sample<float>.FromTokens(new[] { 1, 2 })));
        Assert.Contains("has tokens; WithoutLoss reads features", error.Message);
    }

    [Fact]
    public void Numbers_InMessages_HaveAPointInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(
                () => Plot.Lines([("a", new[] { 1.0, 2.0 })], new PlotOptions { Width = 99.5 }));
            Assert.StartsWith("Width is 99.5; it must", error.Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Gradients_WithoutALoss_SaySo()
    {
        var error = Assert.Throws<ArgumentException>(() => GradientTrace.Measure(
            new WithoutLoss(seed: 1), Sample<float>.FromFeatures(new float[4], 2)));
        Assert.Contains("WithoutLoss declares no loss", error.Message);
    }

    [Fact]
    public void Gradients_OfNoSample_SaySo()
    {
        var error = Assert.Throws<ArgumentException>(() => GradientTrace.Measure(new Reader(seed: 1)));
        Assert.StartsWith("There is no sample", error.Message);
    }

    [Fact]
    public void Gradients_OfSeveralLengths_NameThem()
    {
        Sample<float> two = Sample<float>.FromTokens(new[] { 1, 2 }) with { Class = 0 };
        Sample<float> three = Sample<float>.FromTokens(new[] { 1, 2, 3 }) with { Class = 0 };
        var error = Assert.Throws<ArgumentException>(() => GradientTrace.Measure(new Reader(seed: 1), two, three));
        Assert.Contains("2 and 3", error.Message);
    }

    [Fact]
    public void Lists_ThatDoNotFit_NameBothNumbers()
    {
        Refuses("prediction", "3", () => Plot.TruthAndPrediction([1.0, 2, 3, 4], [1.0, 2, 3]));
        Refuses("weights", "6", () => Plot.Attention<float>(new float[5], ["a", "b"], ["c", "d", "e"]));
        Refuses("values", "no multiple of 4", () => Plot.Heatmap(new double[10], 4));
        Refuses("classes", "2 names", () => Plot.Confusion(Runs.Confusion(3), ["a", "b"]));
        Refuses("confusion", "no counts", () => Plot.Confusion(new ConfusionMatrix()));
        Refuses("traces", "empty", () => Plot.GradientsOverTime([]));
        Refuses("values", "no multiple", () => new StateTrace("h", 3, [1, 2]));
        Refuses("lines", "lines[1] has no name", () => Plot.Lines<double>([("a", [1, 2]), (null!, [1, 2])]));
        Refuses("options", "Width is 5", () => Plot.Heatmap([1.0], 1, new PlotOptions { Width = 5 }));
    }

    [Theory]
    [InlineData(double.NaN, 1, "XStart is NaN")]
    [InlineData(double.NegativeInfinity, 1, "XStart is -")]
    [InlineData(1, double.NaN, "XStep is NaN")]
    [InlineData(1, 0, "XStep is 0")]
    [InlineData(1e308, 1e308, "XStep is 1E+308: value 3 of 3")]
    public void Places_ThatAreNoNumbers_AreNamed(double start, double step, string part) => Refuses(
        "options", part,
        () => Plot.TruthAndPrediction([1.0, 2, 3], [1.0, 2, 3], new PlotOptions { XStart = start, XStep = step }));

    [Fact]
    public void Panels_WithoutRoom_NameTheSizeTheyNeed()
    {
        (string, StateTrace)[] traces = [.. Enumerable.Repeat(("h", new StateTrace("h", 1, [1.0, 2])), 16)];
        Refuses(
            "options", "Height is 200; 4 panels one above the other need 238 at least",
            () => Plot.StatesOverTime(traces, new PlotOptions { Height = 200 }));
        Plot.StatesOverTime(traces, new PlotOptions { Height = 238 });
    }

    [Fact]
    public void Png_OfMorePixelsThanAPictureHas_NamesThemAndTheScaleThatFits()
    {
        Picture large = Plot.Heatmap([1.0], 1, new PlotOptions { Width = 10_000, Height = 10_000 });
        Refuses("scale", "scale is 16: 25600 million pixels; a picture has 500 million", () => large.ToPng(16));
        Refuses("scale", "which 2.24 gives", () => large.ToPng(2.25));
    }

    [Fact]
    public void Save_UnderAnotherEnding_NamesTheFileAndWritesNone()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".gif");
        var error = Assert.Throws<ArgumentException>(() => Plot.Heatmap([1.0, 2.0], 2).Save(path));
        Assert.Contains(path, error.Message);
        Assert.False(File.Exists(path));
    }

    private static void Refuses(string argument, string part, Func<object> call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(argument, error.ParamName);
        Assert.Contains(part, error.Message);
    }
}
