namespace RnnGen.Tests;

public sealed class StreamTests
{
    [Fact]
    public void Step_Features_EqualsWholeSequence()
    {
        var options = new RnnOptions { Initial = 0.3 };
        var model = new RnnModel<float>(options);
        float[] x = Draw.Values<float>(50 * 3, seed: 4);
        float[] whole = model.Forward(Batch<float>.FromFeatures(x, 1, 50)).Values;
        ModelStream<float> stream = model.CreateStream();
        for (int round = 0; round < 2; round++)
        {
            for (int t = 0; t < 50; t++)
            {
                float[] y = stream.Step(x.AsSpan(t * 3, 3)).ToArray();
                Assert.Equal(whole.AsSpan(t * 5, 5).ToArray(), y);
            }

            stream.Reset();
        }
    }

    [Fact]
    public void Step_TokensOfALastStepModel_EqualsItOnTheFirstK()
    {
        var model = new RnnModel<double>(new RnnOptions { PerStep = false, Vocabulary = 9 });
        int[] tokens = Draw.Integers(20, 9, seed: 4);
        using ModelStream<double> stream = model.CreateStream();
        var expected = new double[5];
        for (int t = 0; t < tokens.Length; t++)
        {
            double[] y = stream.Step(tokens[t]).ToArray();
            model.Predict(tokens.AsSpan(0, t + 1), expected);
            Assert.Equal(expected, y);
        }
    }

    [Fact]
    public void RestoreState_Saved_Continues()
    {
        var model = new RnnModel<float>(new RnnOptions());
        float[] x = Draw.Values<float>(6 * 3, seed: 4);
        using ModelStream<float> stream = model.CreateStream();
        using ModelStream<float> other = model.CreateStream();
        for (int t = 0; t < 3; t++)
            stream.Step(x.AsSpan(t * 3, 3));
        var state = new float[stream.StateLength];
        stream.SaveState(state);
        other.RestoreState(state);
        for (int t = 3; t < 6; t++)
        {
            float[] expected = stream.Step(x.AsSpan(t * 3, 3)).ToArray();
            Assert.Equal(expected, other.Step(x.AsSpan(t * 3, 3)).ToArray());
        }
    }

    [Fact]
    public void Misuse_Throws_AndKeepsTheState()
    {
        var model = new RnnModel<float>(new RnnOptions());
        using ModelStream<float> stream = model.CreateStream();
        stream.Step([1, 2, 3]);
        var before = new float[5];
        stream.SaveState(before);
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => stream.Step([1, 2])).Message);
        Assert.Throws<ArgumentException>(() => stream.Step(1));
        Assert.Contains(
            "x has NaN at element 2", Assert.Throws<ArgumentException>(() => stream.Step([1, 2, float.NaN])).Message);
        Assert.Throws<ArgumentException>(() => stream.RestoreState([1]));
        Assert.Throws<ArgumentException>(() => stream.RestoreState([1, 2, 3, 4, float.NaN]));
        var after = new float[5];
        stream.SaveState(after);
        Assert.Equal(before, after);

        using ModelStream<float> tokens = new RnnModel<float>(new RnnOptions { Vocabulary = 4 }).CreateStream();
        Assert.Throws<ArgumentOutOfRangeException>(() => tokens.Step(4));
        Assert.Throws<ArgumentException>(() => tokens.Step([1]));
        Assert.Throws<InvalidOperationException>(
            () => new RnnModel<float>(new RnnOptions { IsCausal = false }).CreateStream());
    }
}
