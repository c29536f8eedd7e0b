namespace RnnGen.Data.Tests.Metrics;

/// <summary>Adds small items to a metric.</summary>
internal static class Items
{
    /// <summary>One row of logits and classes.</summary>
    public static void Add(
        Metric metric, double[] outputs, int width, int[] classes, IReadOnlyList<string>? names = null) =>
        metric.Add(new MetricItem
        {
            Outputs = outputs,
            Steps = outputs.Length / width,
            Width = width,
            Classes = classes,
            ClassNames = names,
        });

    /// <summary>One row of outputs and target values.</summary>
    public static void AddTargets(Metric metric, double[] outputs, int width, double[] targets) =>
        metric.Add(new MetricItem
        {
            Outputs = outputs,
            Steps = outputs.Length / width,
            Width = width,
            Targets = targets,
        });

    /// <summary>One row whose largest outputs are given classes.</summary>
    public static void AddPredictions(
        Metric metric, int width, int[] predictions, int[] classes, IReadOnlyList<string>? names = null)
    {
        var outputs = new double[predictions.Length * width];
        for (int t = 0; t < predictions.Length; t++)
            outputs[(t * width) + predictions[t]] = 1;
        Add(metric, outputs, width, classes, names);
    }

    /// <summary>
    /// A metric that is saved, restored into a fresh one and goes on must end as the one that went on.
    /// </summary>
    public static void CheckResume(Func<Metric> make, Action<Metric> add)
    {
        Metric whole = make(), first = make(), second = make();
        add(whole);
        add(first);
        double[] state = first.Save();
        second.Restore(state);
        Assert.Equal(whole.Value, second.Value);
        add(whole);
        add(second);
        Assert.Equal(whole.Value, second.Value);
        Assert.Equal(whole.Details, second.Details);
        second.Reset();
        Assert.True(double.IsNaN(second.Value));
        second.Restore(make().Save());
        Assert.True(double.IsNaN(second.Value));
        Assert.Throws<ArgumentException>(() => second.Restore(new double[] { 1, -1, 3, 4, 5 }));
    }
}
