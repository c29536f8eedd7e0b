using System.Globalization;
using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Tests;

/// <summary>However many lines have names, what they measure stays to be seen, and upright.</summary>
public sealed class LegendTests
{
    private const double LeastFrame = 100;

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(24)]
    public void Lines_OfManyNames_MakeAHigherPicture(int count)
    {
        Picture picture = Plot.Lines(Waves(count));
        Layout.AssertReadable(picture);
        var drawn = new Drawn(picture);
        Assert.True(HeightOf(drawn) >= LeastFrame, $"{count} names: {HeightOf(drawn)} pixels");
        Assert.All(Waves(count), line => Assert.Contains(line.Name, drawn.Texts));
        if (count == 2)
            Assert.Equal(300, picture.Height);
    }

    [Fact]
    public void Lines_OfManyMoreNames_SayHowMany()
    {
        Picture picture = Plot.Lines(Waves(400));
        Layout.AssertReadable(picture);
        var drawn = new Drawn(picture);
        Assert.True(picture.Height < 1000 && HeightOf(drawn) >= LeastFrame);
        string last = drawn.Texts.Single(static text => text.EndsWith(" more", StringComparison.Ordinal));
        int left = int.Parse(last.Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.Equal(400 - left, drawn.Texts.Count(static text => text.StartsWith("a ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(150, false)]
    public void Lines_InAChosenHeight_HaveShorterNames(double height, bool hasAll)
    {
        Picture picture = Plot.Lines(Waves(14), new PlotOptions { Height = height });
        Layout.AssertReadable(picture);
        var drawn = new Drawn(picture);
        Assert.Equal(height, picture.Height);
        Assert.True(HeightOf(drawn) >= height / 4);
        Assert.Contains(drawn.Texts, static text => text.Contains('…', StringComparison.Ordinal));
        Assert.Equal(!hasAll, drawn.Texts.Any(static text => text.EndsWith(" more", StringComparison.Ordinal)));
    }

    [Fact]
    public void LearningCurves_OfManyRuns_FallWhereTheLossFalls()
    {
        var runs = Waves(16).Select(static line => (line.Name, Runs.Long())).ToArray();
        var drawn = new Drawn(Plot.LearningCurves(runs, new PlotOptions { LogY = false }));
        Assert.True(HeightOf(drawn) >= LeastFrame);
        Point[][] losses = [.. drawn.Lines.Where(static line => line.Length == 24)];
        Assert.Equal(16, losses.Length);
        Assert.All(losses, static line => Assert.True(line[^1].Y > line[0].Y + 50));
    }

    [Fact]
    public void GradientsOverTime_OfManyStates_KeepTheirFrame()
    {
        var trace = new GradientTrace("h", [1, 0.1, 0.01]);
        var named = Waves(12).Select(line => (line.Name, trace)).ToArray();
        Assert.True(HeightOf(new Drawn(Plot.GradientsOverTime(named))) >= LeastFrame);
    }

    private static double HeightOf(Drawn drawn) => drawn.Frames.Min(static frame => frame.To.Y - frame.From.Y);

    private static (string Name, IReadOnlyList<double> Values)[] Waves(int count) =>
    [
        .. Enumerable.Range(0, count).Select(static i => (
            $"a run with learning rate 1e-{i} and batch size 32, {i}", (IReadOnlyList<double>)Runs.Wave(20, i))),
    ];
}
