using System.Globalization;
using RnnGen.Plots.Axes;

namespace RnnGen.Plots.Tests;

public sealed class TickTests
{
    private const int Seed = 20261129;

    [Fact]
    public void Linear_AnyRange_HasRoundNumbersThatSayWhereTheyStand()
    {
        var random = new Random(Seed);
        for (int run = 0; run < 3000; run++)
        {
            double size = Math.Pow(10, random.Next(-9, 10)), low = (random.NextDouble() - 0.5) * size;
            double high = low + (random.NextDouble() * size) + (1e-3 * size);
            int count = random.Next(2, 12);
            IReadOnlyList<Tick> ticks = new LinearAxis(low, high).Ticks(count);
            string what = $"run {run}: {low} to {high}, {count}: {string.Join(" ", ticks)}";
            Assert.True(ticks.Count >= 2 && ticks.Count <= count + 3, what);
            for (int i = 0; i < ticks.Count; i++)
            {
                Assert.True(ticks[i].Value >= low - (1e-6 * size) && ticks[i].Value <= high + (1e-6 * size), what);
                Assert.True(Math.Abs(Said(ticks[i]) - ticks[i].Value) <= 1e-6 * (high - low), what);
            }

            Assert.True(ticks.Select(static tick => tick.Label).Distinct().Count() == ticks.Count, what);
        }
    }

    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(1957, 1961, 6, "1957 1958 1959 1960 1961")]
    [InlineData(-1, 1, 4, "−1.0 −0.5 0 0.5 1.0")]
    [InlineData(0, 40_000, 4, "0 10,000 20,000 30,000 40,000")]
    public void Linear_KnownRange_ReadsAsAPersonWouldWriteIt(double low, double high, int count, string expected)
    {
        string said = string.Join(" ", new LinearAxis(low, high).Ticks(count).Select(static tick => tick.Label));
        Assert.Equal(expected.Replace("0.0 ", "0 ", StringComparison.Ordinal), said);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(1, 24)]
    [InlineData(5, 1000)]
    public void Whole_OfEpochs_HasNoFractions(double low, double high)
    {
        IReadOnlyList<Tick> ticks = new LinearAxis(low, high, isWhole: true).Ticks(8);
        Assert.All(ticks, static tick => Assert.Equal(Math.Round(tick.Value), tick.Value));
        Assert.True(ticks.Count is >= 2 and <= 9);
    }

    [Fact]
    public void Log_ManyDecades_LabelsPowersOnly()
    {
        IReadOnlyList<Tick> ticks = LogAxis.Around(1e-9, 3).Ticks(6);
        Tick[] labelled = [.. ticks.Where(static tick => tick.Label.Length > 0)];
        Assert.InRange(labelled.Length, 3, 7);
        Assert.All(labelled, static tick => Assert.Equal(tick.Value, Said(tick), tick.Value * 1e-9));
        Assert.All(labelled, static tick => Assert.Equal(0, Math.Log10(tick.Value) % 1, 9));
    }

    [Fact]
    public void Log_LessThanADecade_StillHasTwoLabels() =>
        Assert.True(LogAxis.Around(2, 6).Ticks(5).Count(static tick => tick.Label.Length > 0) >= 2);

    [Theory]
    [InlineData(new[] { 0.0, 0.0 })]
    [InlineData(new[] { 7.0 })]
    [InlineData(new double[0])]
    [InlineData(new[] { double.NaN, double.PositiveInfinity })]
    public void Fit_NumbersWithoutARange_StillGiveAnAxis(double[] values)
    {
        Axis axis = Axis.Fit(values);
        Assert.True(axis.High > axis.Low);
        Assert.NotEmpty(axis.Ticks(4));
        Assert.All(values.Where(double.IsFinite), value => Assert.InRange(axis.Share(value), 0, 1));
    }

    /// <summary>Numbers of any size and nearness, also the subnormal and those whose differences overflow.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Fit_AnyFiniteNumbers_HasFewMarksWithinTheAxis(bool? log)
    {
        double[] edges =
        [
            0, double.Epsilon, 2 * double.Epsilon, 3e-309, 2.3e-308, 1e-302, 1e-299, 1, 1 + 1e-15, 1 + 1e-11, 1e17,
            1e17 + 16, 1e300, 1e307, 1e308, Math.BitDecrement(double.MaxValue), double.MaxValue,
        ];
        double[] signed = [.. edges, .. edges.Select(static edge => -edge)];
        var random = new Random(Seed);
        await Task.Run(Check).WaitAsync(TimeSpan.FromSeconds(30));

        void Check()
        {
            foreach (double low in signed)
            {
                foreach (double high in signed)
                    AssertFew([low, high]);
            }

            for (int run = 0; run < 3000; run++)
                AssertFew([AnyFinite(), AnyFinite()]);
        }

        void AssertFew(double[] values)
        {
            Axis axis = Axis.Fit(values, log);
            int count = random.Next(1, 12);
            IReadOnlyList<Tick> ticks = axis.Ticks(count);
            string what = $"{string.Join(" and ", values)} from {axis.Low} to {axis.High}: {string.Join(" ", ticks)}";
            Assert.True(ticks.Count >= 1 && ticks.Count <= (10 * count) + 30, what);
            Assert.All(ticks, tick => Assert.True(axis.Share(tick.Value) is >= -1e-3 and <= 1.001, what));
            string[] labels = [.. ticks.Select(static tick => tick.Label + tick.Exponent).Where(static l => l != "")];
            Assert.True(labels.Length >= 1 && labels.Distinct().Count() == labels.Length, what);
            Assert.All(values, value => Assert.True(
                axis.Share(value) is (>= 0 and <= 1) or double.NaN && (value <= 0 || axis.Share(value) >= 0), what));
        }

        double AnyFinite()
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            return double.IsFinite(value) ? value : 0;
        }
    }

    // What a reader takes the label for.
    private static double Said(Tick tick)
    {
        string text = tick.Label.Replace('−', '-').Replace(",", "", StringComparison.Ordinal);
        string[] parts = text.Split("×10");
        double number = parts[0] == "10" && tick.Exponent != null && parts.Length == 1
            ? 1
            : double.Parse(parts[0], CultureInfo.InvariantCulture);
        return tick.Exponent is { } exponent
            ? number * Math.Pow(10, int.Parse(exponent.Replace('−', '-'), CultureInfo.InvariantCulture))
            : number;
    }
}
