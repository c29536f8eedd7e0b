namespace RnnGen.Training.Tests;

public sealed class LaneBatchesTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 4)]
    [InlineData(3, 1)]
    [InlineData(50, 7)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Epoch_EveryStep_IsThereOnceAndInItsLane(int lanes, int steps)
    {
        Sample<float>[] samples = Samples.Tagging(40);
        var next = new int[samples.Length];
        var lane = new Dictionary<int, int>();
        using LaneBatches<float> batches = Start(samples, lanes, steps, key: 5);
        while (batches.MoveNext())
        {
            Assert.Equal(batches.Lanes.ToArray().Order(), batches.Lanes.ToArray());
            for (int row = 0; row < batches.Current.Length; row++)
            {
                NumberedSample<float> piece = batches.Current[row];
                Assert.Same(samples[piece.Number], piece.Sample);
                Assert.Equal(next[piece.Number], piece.First);
                Assert.Equal(Math.Min(steps, piece.Sample.Steps - piece.First), piece.Steps);
                Assert.Equal(lane.GetValueOrDefault(piece.Number, batches.Lanes[row]), batches.Lanes[row]);
                lane[piece.Number] = batches.Lanes[row];
                next[piece.Number] += piece.Steps;
            }
        }

        Assert.False(batches.MoveNext());
        Assert.Equal(samples.Select(static sample => sample.Steps), next);
        Assert.Equal(samples.Length, batches.Samples);
    }

    [Fact]
    public void Epoch_SamplesWithoutSteps_ArePassedOver()
    {
        using LaneBatches<float> batches = Start(Samples.Remembering(0, 3, 0, 0, 2, 0), lanes: 1, steps: 2, key: null);
        var seen = new List<(int, int, int)>();
        while (batches.MoveNext())
            seen.Add((batches.Current[0].Number, batches.Current[0].First, batches.Current[0].Steps));
        Assert.Equal([(1, 0, 2), (1, 2, 1), (4, 0, 2)], seen);
        Assert.Equal(6, batches.Samples);
    }

    [Fact]
    public void Epoch_SampleDoesNotFit_IsNamedWhenItIsReached()
    {
        Sample<float>[] samples = Samples.Remembering(4, 4, 4);
        samples[2] = Sample<float>.FromTokens(new[] { 1, 99 }) with { Classes = new[] { 0, 0 } };
        using LaneBatches<float> batches = Start(samples, lanes: 2, steps: 2, key: null);
        Assert.True(batches.MoveNext());
        Assert.True(batches.MoveNext());
        var e = Assert.Throws<ArgumentException>(() => batches.MoveNext());
        Assert.StartsWith("Sample 2 has token 99 at step 1", e.Message);
    }

    private static LaneBatches<float> Start(Sample<float>[] samples, int lanes, int steps, ulong? key)
    {
        var model = new Tagger(1);
        return new LaneBatches<float>(
            samples, model, lanes, new Truncation(steps), key, new LaneStates<float>(model.Info));
    }
}
