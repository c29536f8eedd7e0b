namespace RnnGen.Data.Tests.Metrics;

public sealed class ConfusionMatrixTests
{
    // The example of scikit-learn's confusion_matrix: [[2, 0, 0], [0, 0, 1], [1, 0, 2]].
    private static void AddExample(Metric metric) =>
        Items.AddPredictions(metric, 3, [0, 0, 2, 2, 0, 2], [2, 0, 2, 2, 0, 1], ["ant", "bird", "domestic cat"]);

    [Fact]
    public void Counts_Example_AreAsPublished()
    {
        var metric = new ConfusionMatrix();
        AddExample(metric);
        long[] counts = [.. Enumerable.Range(0, 9).Select(i => metric[i / 3, i % 3])];
        Assert.Equal([2, 0, 0, 0, 0, 1, 1, 0, 2], counts);
        Assert.Equal(4.0 / 6, metric.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => metric[0, 3]);
    }

    [Fact]
    public void Details_Example_IsATable()
    {
        var metric = new ConfusionMatrix();
        Assert.Null(metric.Details);
        AddExample(metric);
        Assert.Equal(
            """
            target \ predicted  ant  bird  domestic
            ant                   2     0         0
            bird                  0     0         1
            domestic cat          1     0         2
            """,
            metric.Details);
    }

    [Fact]
    public void Details_NoNames_NumbersClasses()
    {
        var metric = new ConfusionMatrix();
        Items.Add(metric, [1, -1, -1], 1, [1, 1, 0]);
        Assert.Equal("target \\ predicted  0  1\n0                   1  0\n1                   1  1", metric.Details);
    }

    [Fact]
    public void Resume_Halfway_IsExact() => Items.CheckResume(static () => new ConfusionMatrix(), AddExample);

    [Fact]
    public void Add_OtherClasses_IsRefused()
    {
        var metric = new ConfusionMatrix();
        AddExample(metric);
        Assert.Throws<ArgumentException>(() => Items.AddPredictions(metric, 4, [0], [0]));
        Assert.Throws<ArgumentException>(static () => Items.AddTargets(new ConfusionMatrix(), [1, 1], 2, [0, 1]));
    }
}
