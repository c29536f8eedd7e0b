using System.Runtime.InteropServices;

namespace RnnGen.Data.Tests.Series;

public sealed class SlidingWindowsTests
{
    private static readonly float[] s_series = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void Cut_OneFeature_HasEveryWindow()
    {
        IReadOnlyList<Sample<float>> samples = SlidingWindows.Cut<float>(s_series, 4, horizon: 2);
        Assert.Equal(5, samples.Count);
        Assert.Equal([4f, 5, 6, 7], samples[4].Features.ToArray());
        Assert.Equal([8f, 9], samples[4].Targets.ToArray());
        Assert.Equal(4, samples[4].Steps);
    }

    [Fact]
    public void Cut_Features_AreSlicesOfTheSeries()
    {
        Sample<float> sample = SlidingWindows.Cut<float>(s_series, 3, stride: 2)[1];
        Assert.True(MemoryMarshal.TryGetArray(sample.Features, out ArraySegment<float> features));
        Assert.Same(s_series, features.Array);
        Assert.True(MemoryMarshal.TryGetArray(sample.Targets, out ArraySegment<float> targets));
        Assert.Equal((s_series, 5), (targets.Array, targets.Offset));
    }

    [Fact]
    public void Cut_TwoFeatures_TakesTheTargetFeature()
    {
        Sample<float> one = SlidingWindows.Cut<float>(s_series, 2, 2, features: 2, targetFeature: 1)[1];
        Assert.Equal([2f, 3, 4, 5], one.Features.ToArray());
        Assert.Equal([7f, 9], one.Targets.ToArray());
        Sample<float> all =
            SlidingWindows.Cut<float>(s_series, 2, 2, features: 2, targetFeature: SlidingWindows.AllFeatures)[1];
        Assert.Equal([6f, 7, 8, 9], all.Targets.ToArray());
    }

    [Theory]
    [InlineData(9, 1, 1, 1)]
    [InlineData(10, 0, 1, 1)]
    [InlineData(3, 1, 3, 3)]
    [InlineData(3, 1, 7, 1)]
    public void Cut_Counts_AreAsDocumented(int length, int horizon, int stride, int expected) =>
        Assert.Equal(expected, SlidingWindows.Cut<float>(s_series, length, horizon, stride: stride).Length);

    [Fact]
    public void Cut_NoHorizon_HasNoTargets() =>
        Assert.True(SlidingWindows.Cut<float>(s_series, 5, horizon: 0)[5].Targets.IsEmpty);

    [Fact]
    public void Cut_BadArguments_AreNamed()
    {
        Assert.StartsWith(
            "series has 10 steps; a sample of 9 with 2 to predict needs 11.",
            Assert.Throws<ArgumentException>(static () => SlidingWindows.Cut<float>(s_series, 9, 2)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "series has 10 elements, which is no multiple of 3 features.",
            Assert.Throws<ArgumentException>(static () => SlidingWindows.Cut<float>(s_series, 1, features: 3)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "targetFeature is 2; the series has features 0 to 1 (or -1, all of them).",
            Assert.Throws<ArgumentOutOfRangeException>(
                static () => SlidingWindows.Cut<float>(s_series, 1, features: 2, targetFeature: 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => SlidingWindows.Cut<float>(s_series, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => SlidingWindows.Cut<float>(s_series, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => SlidingWindows.Cut<float>(s_series, 1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => SlidingWindows.Cut<float>(s_series, 1, 1, 1, 0));
    }

    [SharedDataFact]
    public void Cut_AirlinePassengers_GivesTheBaselinesSplit()
    {
        float[] passengers = CsvReader.ReadColumn<float>(
            SharedData.Path("classic-series", "airline-passengers.csv"), "Passengers");
        // Window 12 and one step ahead: 84 samples of the first 96 months, 48 of the others.
        Assert.Equal(84, SlidingWindows.Cut<float>(passengers.AsMemory(0, 96), 12).Length);
        Assert.Equal(48, SlidingWindows.Cut<float>(passengers.AsMemory(84), 12).Length);
    }
}
