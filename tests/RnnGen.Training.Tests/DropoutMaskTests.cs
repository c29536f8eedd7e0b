using RnnGen.Program;

namespace RnnGen.Training.Tests;

public sealed class DropoutMaskTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(67)]
    public void Fill_AnyWidth_EqualsUnitByUnit(int width)
    {
        ulong key = DropoutMask.Key(42, 1L << 40, 3);
        float[] mask = new float[width];
        DropoutMask.Fill<float>(mask, key, 5, 11, 0.25);
        for (int unit = 0; unit < width; unit++)
        {
            bool hit = DropoutMask.Bits(key, 5, 11, unit) < CounterRandom.Threshold(0.25);
            Assert.Equal(hit ? 0f : (float)(1 / 0.75), mask[unit]);
        }
    }

    [Fact]
    public void Fill_FromLaterUnit_EqualsPartOfWhole()
    {
        double[] whole = new double[100], part = new double[60];
        DropoutMask.Fill<double>(whole, 9, 1, 2, 0.5);
        DropoutMask.Fill<double>(part, 9, 1, 2, 0.5, firstUnit: 40);
        Assert.Equal(whole[40..], part);
    }

    [Fact]
    public void Fill_Zoneout_IsOneWhereHit()
    {
        float[] dropped = new float[64], kept = new float[64];
        DropoutMask.Fill<float>(dropped, 9, 0, 0, 0.5);
        DropoutMask.Fill<float>(kept, 9, 0, 0, 0.5, DropoutKind.Zoneout);
        for (int i = 0; i < 64; i++)
            Assert.Equal(dropped[i] == 0 ? 1f : 0f, kept[i]);
    }

    [Fact]
    public void Fill_RateOne_DropsAll()
    {
        float[] mask = new float[33];
        DropoutMask.Fill<float>(mask, 1, 0, 0, 1);
        Assert.All(mask, static value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Fill_ManyRows_DropsTheRate()
    {
        float[] mask = new float[128];
        int dropped = 0;
        for (int row = 0; row < 1000; row++)
        {
            DropoutMask.Fill<float>(mask, DropoutMask.Key(1, 0, 0), row, 0, 0.2);
            dropped += mask.Count(static value => value == 0);
        }

        Assert.Equal(0.2, dropped / 128_000.0, 5e-3);
    }

    [Fact]
    public void Key_AnyIndexChanges_KeyChanges()
    {
        ulong[] keys =
            [DropoutMask.Key(1, 0, 0), DropoutMask.Key(2, 0, 0), DropoutMask.Key(1, 1, 0), DropoutMask.Key(1, 0, 1)];
        Assert.Equal(4, keys.Distinct().Count());
    }
}
