using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Tests;

public sealed class ColourTests
{
    /// <summary>Whoever sees no colours at all still sees the order: luminance rises or falls all the way.</summary>
    [Fact]
    public void Maps_InGrey_AreOrdered()
    {
        Assert.Equal(ColourMap.Sequential.Paints.OrderBy(static p => p.Luminance), ColourMap.Sequential.Paints);
        Assert.Equal(ColourMap.Shares.Paints.OrderByDescending(static p => p.Luminance), ColourMap.Shares.Paints);
        Paint[] halves = [.. ColourMap.Diverging.Paints];
        Assert.Equal(halves[..48].OrderBy(static p => p.Luminance), halves[..48]);
        Assert.Equal(halves[48..].OrderByDescending(static p => p.Luminance), halves[48..]);
    }

    /// <summary>Numbers of the author's page: sRGB of OKLab's white, black and of pure red.</summary>
    [Fact]
    public void Oklab_KnownColours_AreMet()
    {
        Assert.Equal("#ffffff", Oklab.ToPaint(1, 0, 0).Hex);
        Assert.Equal("#000000", Oklab.ToPaint(0, 0, 0).Hex);
        Paint red = Oklab.ToPaint(0.62796, 0.25768, 29.234);
        Assert.InRange(red.R, 250, 255);
        Assert.InRange(red.G + red.B, 0, 40);
    }

    /// <summary>Lines stand out from paper by 3 to 1 for the first three, as WCAG 2 asks of graphics.</summary>
    [Fact]
    public void Palette_OnPaper_HasContrast()
    {
        for (int i = 0; i < 3; i++)
            Assert.True(1.05 / (Palette.Of(i).Luminance + 0.05) >= 3, Palette.Of(i).Hex);
        Assert.Equal(Palette.Count, Enumerable.Range(0, Palette.Count).Select(Palette.Of).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, ColourMap.Levels - 1)]
    [InlineData(-5, 0)]
    [InlineData(5, ColourMap.Levels - 1)]
    [InlineData(double.NaN, -1)]
    public void Level_OfANumber_IsWithinTheMap(double value, short expected) =>
        Assert.Equal(expected, ColourMap.LevelOf(value, 0, 1));
}
