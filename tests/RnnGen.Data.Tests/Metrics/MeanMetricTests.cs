namespace RnnGen.Data.Tests.Metrics;

public sealed class MeanMetricTests
{
    [Fact]
    public void Accuracy_Classes_IsTheShareOfLargest()
    {
        var metric = new Accuracy();
        Assert.True(double.IsNaN(metric.Value));
        Items.Add(metric, [0.1, 0.9, /**/ 3, 3, /**/ -1, -2], 2, [1, 0, 1]);
        Items.Add(metric, [5, 6], 2, [-100]);
        Assert.Equal(2.0 / 3, metric.Value);
        Assert.Equal("accuracy 0.6667", metric.ToString());
    }

    [Fact]
    public void Accuracy_OneLogit_IsAboveZero()
    {
        var metric = new Accuracy();
        Items.Add(metric, [0.1, -0.1, 0, 2], 1, [1, 1, 0, 0]);
        Items.AddTargets(metric, [0.1, -0.1], 1, [1, 1]);
        Assert.Equal(0.5, metric.Value);
    }

    // By hand: 3 of 6 labels are right.
    [Fact]
    public void Accuracy_SeveralLabels_CountsEach()
    {
        var metric = new Accuracy();
        Items.AddTargets(metric, [1, -1, 1, -1, -1, 1], 3, [1, 0, 0, 1, 1, 1]);
        Assert.Equal(0.5, metric.Value);
    }

    [Fact]
    public void Accuracy_NaN_IsNoPrediction()
    {
        var metric = new Accuracy();
        Items.Add(metric, [double.NaN, -1, -2], 3, [1]);
        Assert.Equal(1, metric.Value);
    }

    // The example of scikit-learn's top_k_accuracy_score: 0.75.
    [Fact]
    public void TopKAccuracy_Example_IsAsPublished()
    {
        var metric = new TopKAccuracy(2);
        Items.Add(
            metric, [0.5, 0.2, 0.2, 0.3, 0.4, 0.2, 0.2, 0.4, 0.3, 0.7, 0.2, 0.1], 3, [0, 1, 2, 2]);
        Assert.Equal(0.75, metric.Value);
        Assert.Equal("top2_accuracy", metric.Name);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new TopKAccuracy(0));
    }

    // A CRF's classes are those of a path, which its outputs by themselves do not rank.
    [Fact]
    public void MetricsOfScores_OfClassesPredictedOtherwise_AreRefused()
    {
        foreach (Metric metric in new Metric[] { new TopKAccuracy(2), new Perplexity() })
        {
            var refused = Assert.Throws<ArgumentException>(() => metric.Add(new MetricItem
            {
                Outputs = [1, 0, 0, 1],
                Steps = 2,
                Width = 2,
                Classes = [0, 1],
                Predicted = [1, 1],
            }));
            Assert.StartsWith(
                $"item has classes predicted by more than its outputs, as [Crf] does; {metric.Name} reads scores of "
                    + "classes.",
                refused.Message);
            var lists = Assert.Throws<ArgumentException>(() => metric.Add(new MetricItem
            {
                Outputs = [1, 0, 0, 1],
                Steps = 2,
                Width = 2,
                Classes = [1],
                Predicted = [1],
                HasLists = true,
            }));
            Assert.StartsWith("item has lists of labels", lists.Message);
            Assert.True(double.IsNaN(metric.Value));
        }
    }

    [Fact]
    public void TopKAccuracy_TiesAndNaN_AreAsAccuracy()
    {
        var metric = new TopKAccuracy(1);
        Items.Add(metric, [1, 1, 1, double.NaN], 2, [0, 1]);
        Assert.Equal(0.5, metric.Value);
    }

    // The examples of scikit-learn's mean_absolute_error and root_mean_squared_error: 0.5 and the root of 0.375.
    [Fact]
    public void MaeAndRmse_Example_IsAsPublished()
    {
        Mae mae = new();
        Rmse rmse = new();
        foreach (Metric metric in new Metric[] { mae, rmse })
        {
            Items.AddTargets(metric, [2.5, 0], 1, [3, -0.5]);
            Items.AddTargets(metric, [2, 8], 2, [2, 7]);
            Assert.False(metric.LargerIsBetter);
        }

        Assert.Equal(0.5, mae.Value);
        Assert.Equal(0.6123724356957945, rmse.Value, 1e-15);
    }

    // exp of the mean of log(sum exp) - logit, computed by definition in Python.
    [Fact]
    public void Perplexity_Logits_IsAsDefined()
    {
        var metric = new Perplexity();
        Items.Add(metric, [1, 2, 3, 0.5, -1, 2, 9, 9, 9, 0, 0, 0], 3, [2, 0, -100, 1]);
        Assert.Equal(2.952079537353579, metric.Value, 1e-14);
    }

    [Fact]
    public void Perplexity_LargeLogits_DoNotOverflow()
    {
        var metric = new Perplexity();
        Items.Add(metric, [1e4, 1e4, -1e4, -1e4], 2, [0, 1]);
        Assert.Equal(2, metric.Value, 1e-12);
    }

    [Fact]
    public void Resume_AnyOfThem_IsExact()
    {
        Action<Metric> classes = static metric => Items.Add(metric, [0.1, 0.9, 3, 1, 0.3, 0.2], 2, [1, 0, 1]);
        Action<Metric> targets = static metric => Items.AddTargets(metric, [0.1, 0.9], 2, [1, 0.3]);
        Items.CheckResume(static () => new Accuracy(), classes);
        Items.CheckResume(static () => new TopKAccuracy(1), classes);
        Items.CheckResume(static () => new Perplexity(), classes);
        Items.CheckResume(static () => new Mae(), targets);
        Items.CheckResume(static () => new Rmse(), targets);
    }

    [Fact]
    public void Add_Warm_AllocatesNothing()
    {
        Metric[] metrics =
            [new Accuracy(), new TopKAccuracy(2), new Perplexity(), new F1Score(), new ConfusionMatrix()];
        double[] outputs = [0.1, 0.9, 3, 1, 0.3, 0.2];
        int[] classes = [1, 2];
        Assert.All(
            metrics, metric => Allocations.AssertNone(() => Items.Add(metric, outputs, 3, classes), count: 10));
    }
}
