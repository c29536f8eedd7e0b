namespace RnnGen.Training.Tests;

public sealed class EpochBatchesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Epoch_EverySample_IsThereOnce(bool streams)
    {
        Sample<float>[] samples = Samples.Classification(1234);
        Dataset<float> data = streams ? Dataset.Stream(samples.Select(static s => s), 100) : samples;
        List<int> first = Numbers(data, sorts: true, key: 5), second = Numbers(data, sorts: true, key: 6);

        Assert.Equal(Enumerable.Range(0, 1234), first.Order());
        Assert.Equal(Enumerable.Range(0, 1234), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Numbers(data, sorts: true, key: 5));
    }

    [Fact]
    public void Epoch_NotShuffled_KeepsTheOrder() =>
        Assert.Equal(Enumerable.Range(0, 50), Numbers(Samples.Classification(50), sorts: false, key: null));

    [Fact]
    public void Epoch_Bucketed_HasLittlePadding()
    {
        Sample<float>[] samples = Samples.Classification(2000);
        Assert.True(Padding(samples, sorts: true) < 0.03);
        Assert.True(Padding(samples, sorts: false) > 0.3);
    }

    [Fact]
    public void Epoch_Bucketed_LengthsComeInRandomOrder()
    {
        using var batches = new EpochBatches<float>(Samples.Classification(2000), 16, sorts: true, shuffleKey: 3);
        var lengths = new List<int>();
        while (batches.MoveNext())
            lengths.Add(batches.Current[0].Sample.Steps);
        int rises = lengths.Zip(lengths.Skip(1)).Count(static pair => pair.Second > pair.First);
        Assert.InRange(rises, lengths.Count / 4, lengths.Count * 3 / 4);
    }

    [Fact]
    public void Split_Share_PartsAreDisjointAndOrdered()
    {
        Sample<float>[] samples = Samples.Classification(100);
        (Sample<float>[] training, Sample<float>[] validation) = Dataset.Split(samples, 0.2, seed: 3);
        Assert.Equal(80, training.Length);
        Assert.Equal(20, validation.Length);
        Assert.Equal(samples.OrderBy(Number), training.Concat(validation).OrderBy(Number));
        Assert.Equal(validation.OrderBy(Number), validation);

        int Number(Sample<float> sample) => Array.FindIndex(samples, other => ReferenceEquals(other, sample));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.001)]
    [InlineData(double.NaN)]
    public void Split_ShareThatLeavesNothing_IsRefused(double share) =>
        Assert.Throws<ArgumentException>(() => Dataset.Split(Samples.Classification(10), share));

    private static List<int> Numbers(Dataset<float> data, bool sorts, ulong? key)
    {
        using var batches = new EpochBatches<float>(data, 16, sorts, key);
        var numbers = new List<int>();
        while (batches.MoveNext())
        {
            foreach (NumberedSample<float> item in batches.Current)
                numbers.Add(item.Number);
        }

        return numbers;
    }

    private static double Padding(Dataset<float> data, bool sorts)
    {
        using var batches = new EpochBatches<float>(data, 16, sorts, shuffleKey: 3);
        long valid = 0, all = 0;
        while (batches.MoveNext())
        {
            int longest = 0;
            foreach (NumberedSample<float> item in batches.Current)
            {
                valid += item.Sample.Steps;
                longest = Math.Max(longest, item.Sample.Steps);
            }

            all += (long)longest * batches.Current.Length;
        }

        return 1 - ((double)valid / all);
    }
}
