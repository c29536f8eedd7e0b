namespace RnnGen.Data.Tests.Metrics;

public sealed class MetricItemTests
{
    [Fact]
    public void IgnoreIndex_Default_IsMinus100() =>
        Assert.Equal(-100, new MetricItem { Outputs = [], Steps = 0, Width = 1 }.IgnoreIndex);

    [Fact]
    public void IgnoreIndex_Own_IsLeftOut()
    {
        var metric = new Accuracy();
        metric.Add(new MetricItem { Outputs = [1, 0, 1, 0], Steps = 2, Width = 2, Classes = [0, 1], IgnoreIndex = 1 });
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void Add_NoSteps_AddsNothing()
    {
        Metric[] metrics = [new Accuracy(), new Mae(), new F1Score(), new ConfusionMatrix(), new Perplexity()];
        foreach (Metric metric in metrics)
        {
            metric.Add(new MetricItem { Outputs = [], Steps = 0, Width = 3 });
            Assert.True(double.IsNaN(metric.Value));
        }
    }

    [Fact]
    public void Add_BadItems_AreNamed()
    {
        Check("item has 3 elements in Outputs; 2 steps of width 2 need 4.", new Accuracy(), 3, 2, 2, 2, 0);
        Check("item has 1 elements in Classes; 2 steps of width 2 need 2.", new Accuracy(), 4, 2, 2, 1, 0);
        Check("item has 2 elements in Targets; 2 steps of width 2 need 4.", new Mae(), 4, 2, 2, 0, 2);
        Check("item has no Classes or Targets; accuracy needs them.", new Accuracy(), 4, 2, 2, 0, 0);
        Check("item has no Targets; rmse needs them.", new Rmse(), 4, 2, 2, 2, 0);
        Check("item has no Classes; perplexity needs them.", new Perplexity(), 4, 2, 2, 0, 4);
        Check("item has width 1; perplexity needs an output a class.", new Perplexity(), 2, 2, 1, 2, 0);
        Check("item has 2 steps of width 0; at least 0 steps of width 1 are needed.", new Mae(), 0, 2, 0, 0, 0);
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            static () => Items.Add(new Accuracy(), [1, 2, 3], 3, [3]));
        Assert.Contains("item has class 3; classes are 0 to 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnMetric_NoState_BeginsAnew()
    {
        var metric = new Count();
        Items.Add(metric, [1], 1, [0]);
        Assert.Equal(1, metric.Value);
        metric.Restore(metric.Save());
        Assert.Equal(0, metric.Value);
        Assert.Throws<ArgumentException>(() => metric.Restore(new double[] { 1 }));
    }

    private static void Check(
        string expected, Metric metric, int outputs, int steps, int width, int classes, int targets)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => metric.Add(new MetricItem
        {
            Outputs = new double[outputs],
            Steps = steps,
            Width = width,
            Classes = new int[classes],
            Targets = new double[targets],
        }));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal("item", error.ParamName);
    }

    private sealed class Count : Metric
    {
        private double _value;

        public override string Name => "count";

        public override bool LargerIsBetter => true;

        public override double Value => _value;

        public override void Reset() => _value = 0;

        public override void Add(in MetricItem item) => _value += item.Steps;
    }
}
