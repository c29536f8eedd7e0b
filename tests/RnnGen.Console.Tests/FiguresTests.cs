namespace RnnGen.Reports.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(0.69314, "0.6931")]
    [InlineData(-12.5, "-12.5000")]
    [InlineData(0.00032, "3.20e-4")]
    [InlineData(1234567, "1.23e+6")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Value_AnySize_HasDigitsThatSaySomething(double value, string expected) =>
        Assert.Equal(expected, Figures.Value(value));

    [Theory]
    [InlineData(0.0123, "12 ms")]
    [InlineData(1.26, "1.3 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(61, "1 min 01 s")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(93600, "1 d 02 h")]
    public void Duration_AnyLength_HasItsLargestUnits(double seconds, string expected) =>
        Assert.Equal(expected, Figures.Duration(TimeSpan.FromSeconds(seconds)));
}
