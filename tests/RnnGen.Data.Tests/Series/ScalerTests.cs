namespace RnnGen.Data.Tests.Series;

public sealed class ScalerTests
{
    // Columns 1, 2, 3, 4 and 10, 10, 10, 10: mean 2.5, population variance 1.25; the second does not vary.
    private static readonly double[] s_values = [1, 10, 2, 10, 3, 10, 4, 10];

    [Fact]
    public void Standardize_Values_MeanAndPopulationDeviation()
    {
        Scaler scaler = Scaler.Standardize<double>(s_values, 2);
        Assert.Equal([2.5, 10], scaler.Offset.ToArray());
        Assert.Equal([Math.Sqrt(1.25), 1], scaler.Scale.ToArray());
    }

    [Fact]
    public void Standardize_Samples_CountsEveryStepOnce()
    {
        Sample<float>[] samples =
        [
            Sample<float>.FromFeatures(new float[] { 1, 10 }, 1),
            Sample<float>.FromFeatures(default, 0),
            Sample<float>.FromFeatures(new float[] { 2, 10, 3, 10, 4, 10 }, 3),
        ];
        Scaler scaler = Scaler.Standardize(samples);
        Assert.Equal([2.5, 10], scaler.Offset.ToArray());
        Assert.Equal(Math.Sqrt(1.25), scaler.Scale[0], 1e-15);
    }

    [Fact]
    public void MinMax_Range_IsLowToHigh()
    {
        Scaler scaler = Scaler.MinMax<double>(s_values, 2, -1, 1);
        double[] scaled = [.. s_values];
        scaler.Transform<double>(scaled);
        double[] expected = [-1, -1, -1.0 / 3, -1, 1.0 / 3, -1, 1, -1];
        for (int i = 0; i < scaled.Length; i++)
            Assert.Equal(expected[i], scaled[i], 1e-15);
    }

    [Fact]
    public void Targets_OneOutput_ScalesAllAlike()
    {
        Sample<float>[] samples =
        [
            Sample<float>.FromTokens(new[] { 1, 2 }) with { Targets = new float[] { 0, 2 } },
            Sample<float>.FromTokens(new[] { 1 }) with { Targets = new float[] { 4, 6 } },
        ];
        Assert.Equal([3.0], Scaler.StandardizeTargets(samples).Offset.ToArray());
        Assert.Equal([2.0, 4.0], Scaler.StandardizeTargets(samples, outputs: 2).Offset.ToArray());
        Assert.Equal([6.0], Scaler.MinMaxTargets(samples).Scale.ToArray());
    }

    [Fact]
    public void Inverse_Transformed_IsTheValue()
    {
        Scaler scaler = Scaler.Standardize<double>(s_values, 2);
        var there = new double[8];
        var back = new double[8];
        scaler.Transform(s_values, there);
        scaler.Inverse<double>(there, back);
        for (int i = 0; i < back.Length; i++)
            Assert.Equal(s_values[i], back[i], 1e-14);
    }

    [Fact]
    public void Half_Values_Convert()
    {
        Half[] values = [(Half)1, (Half)3];
        Scaler scaler = Scaler.MinMax<Half>(values, 1);
        scaler.Transform<Half>(values);
        Assert.Equal([(Half)0, (Half)1], values);
    }

    [Fact]
    public void Transform_Warm_AllocatesNothing()
    {
        Scaler scaler = Scaler.Standardize<double>(s_values, 2);
        var values = new float[] { 1, 2, 3, 4 };
        Allocations.AssertNone(() =>
        {
            scaler.Transform<float>(values);
            scaler.Inverse<float>(values);
        });
    }

    [Fact]
    public void NotFinite_Values_AreNamed()
    {
        Assert.StartsWith(
            "values has NaN at element 1;",
            Assert.Throws<ArgumentException>(static () => Scaler.Standardize<float>([1, float.NaN], 1)).Message,
            StringComparison.Ordinal);
        Sample<float>[] samples =
        [
            Sample<float>.FromFeatures(new float[] { 1, 2 }, 1),
            Sample<float>.FromFeatures(new float[] { 1, 2, 3, float.PositiveInfinity }, 2),
        ];
        Assert.StartsWith(
            "samples has Infinity at sample 1, step 1, feature 1;",
            Assert.Throws<ArgumentException>(() => Scaler.MinMax(samples)).Message.Replace("∞", "Infinity"),
            StringComparison.Ordinal);
        var scaler = new Scaler([0], [1]);
        Assert.Throws<ArgumentException>(() => scaler.Transform<double>([0, double.NaN]));
        Assert.Throws<ArgumentException>(() => scaler.Inverse<double>([double.NegativeInfinity]));
    }

    [Fact]
    public void BadArguments_Sizes_AreNamed()
    {
        Assert.Throws<ArgumentException>(static () => Scaler.Standardize<float>([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(static () => Scaler.Standardize<float>([], 2));
        Assert.Throws<ArgumentException>(static () => Scaler.Standardize(Array.Empty<Sample<float>>()));
        Assert.Throws<ArgumentException>(static () => Scaler.Standardize([Sample<float>.FromTokens(new[] { 1 })]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Scaler.MinMax<float>([1, 2], 1, 1, 1));
        Assert.Throws<ArgumentException>(static () => new Scaler([0], [0]));
        Assert.Throws<ArgumentException>(static () => new Scaler([0, 1], [1]));
        Assert.Throws<ArgumentException>(static () => new Scaler([double.NaN], [1]));
        Assert.Throws<ArgumentException>(static () => new Scaler([0, 0], [1, 1]).Transform<float>([1]));
        Assert.Throws<ArgumentException>(static () => new Scaler([0], [1]).Transform<float>([1], new float[2]));
        Assert.Throws<ArgumentException>(
            static () => Scaler.Standardize<double>([double.MaxValue, double.MinValue], 1));
    }

    [Fact]
    public void Json_RoundTrip_IsExact()
    {
        double[] offset = [Math.PI, -0.0, double.Epsilon, 1e300, 0.1];
        double[] scale = [1.0 / 3, 1e-300, double.MaxValue, -2, 0.1 + 0.2];
        Scaler after = Scaler.FromJson(new Scaler(offset, scale).ToJson());
        Assert.Equal(
            offset.Select(BitConverter.DoubleToInt64Bits),
            after.Offset.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(scale, after.Scale.ToArray());
    }

    [Theory]
    [InlineData("x", "no scaler")]
    [InlineData("""{"offset":[1]}""", "\"scale\": expected Array, found nothing")]
    [InlineData("""{"offset":[1],"scale":["1"]}""", "\"scale\"[0]: expected Number, found String")]
    [InlineData("""{"offset":[1],"scale":[0]}""", "scale has 0 at element 0")]
    [InlineData("""{"offset":[1e999],"scale":[1]}""", "offset")]
    public void FromJson_Malformed_SaysWhat(string json, string expected)
    {
        FormatException error = Assert.Throws<FormatException>(() => Scaler.FromJson(json));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
