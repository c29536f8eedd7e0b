namespace RnnGen.Data.Tests.Metrics;

public sealed class F1ScoreTests
{
    // Drawn at random; scores by definition in Python. Class 3 is predicted and never the target.
    private static readonly int[] s_classes =
        [0, 0, 1, 2, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 2, 2, 1, 0];

    private static readonly int[] s_predictions =
        [0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 3, 3, 3, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 2, 1, 1];

    [Theory]
    [InlineData(F1Average.Macro, "f1_macro", 0.5372023809523809)]
    [InlineData(F1Average.Weighted, "f1_weighted", 0.7607142857142857)]
    [InlineData(F1Average.Micro, "f1_micro", 0.7333333333333333)]
    [InlineData(F1Average.Binary, "f1", 0.625)]
    public void Value_Random_IsAsDefined(F1Average average, string name, double expected)
    {
        var metric = new F1Score(average);
        // A class of the model that does not occur (4) counts nowhere.
        Items.AddPredictions(metric, 5, s_predictions[..11], s_classes[..11]);
        Items.AddPredictions(metric, 5, s_predictions[11..], s_classes[11..]);
        Assert.Equal(name, metric.Name);
        Assert.Equal(expected, metric.Value, 1e-14);
    }

    // The example of scikit-learn's f1_score: 0.27, 0.33 and 0.27, from the scores 0.8, 0 and 0.
    [Theory]
    [InlineData(F1Average.Macro, 0.8 / 3)]
    [InlineData(F1Average.Micro, 1.0 / 3)]
    [InlineData(F1Average.Weighted, 0.8 / 3)]
    public void Value_Example_IsAsPublished(F1Average average, double expected)
    {
        var metric = new F1Score(average);
        Items.AddPredictions(metric, 3, [0, 2, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2]);
        Assert.Equal(expected, metric.Value, 1e-15);
    }

    // The example of scikit-learn's f1_score with several labels: 2/3, 1 and 2/3.
    [Fact]
    public void Value_SeveralLabels_IsAsPublished()
    {
        double[] outputs = [-1, -1, -1, 1, 1, 1, 1, 1, -1];
        double[] targets = [0, 0, 0, 1, 1, 1, 0, 1, 1];
        var metric = new F1Score();
        Items.AddTargets(metric, outputs, 3, targets);
        Assert.Equal(((2.0 / 3) + 1 + (2.0 / 3)) / 3, metric.Value, 1e-15);
        var micro = new F1Score(F1Average.Micro);
        Items.AddTargets(micro, outputs, 3, targets);
        Assert.Equal(0.8, micro.Value, 1e-15);
    }

    // By hand: 2 right of 3 predicted and 4 wanted: 4 / 7.
    [Fact]
    public void Binary_OneLogit_ScoresTheSecondClass()
    {
        var metric = new F1Score(F1Average.Binary);
        Items.Add(metric, [1, 1, 1, -1, -1, -1], 1, [1, 1, 0, 1, 1, 0]);
        Assert.Equal(4.0 / 7, metric.Value, 1e-15);
        var values = new F1Score(F1Average.Binary);
        Items.AddTargets(values, [1, 1, 1, -1, -1, -1], 1, [1, 1, 0, 1, 1, 0]);
        Assert.Equal(metric.Value, values.Value);
    }

    [Fact]
    public void Details_Names_AreInTheTable()
    {
        var metric = new F1Score();
        Items.AddPredictions(metric, 3, [0, 1, 1], [0, 1, 0], ["cat", "dog", "cow"]);
        Assert.Equal(
            """
                   precision  recall      f1  support
            cat       1.0000  0.5000  0.6667        2
            dog       0.5000  1.0000  0.6667        1
            """,
            metric.Details);
    }

    [Fact]
    public void Resume_Halfway_IsExact()
    {
        Items.CheckResume(
            static () => new F1Score(F1Average.Weighted),
            static metric => Items.AddPredictions(metric, 4, s_predictions, s_classes));
        Items.CheckResume(
            static () => new F1Score(),
            static metric => Items.AddTargets(metric, [1, -1, 1, 1], 2, [1, 0, 0, 1]));
    }

    [Fact]
    public void Add_OtherClasses_IsRefused()
    {
        var metric = new F1Score();
        Items.AddPredictions(metric, 3, [0], [0]);
        Assert.Throws<ArgumentException>(() => Items.AddPredictions(metric, 4, [0], [0]));
        Assert.Throws<ArgumentException>(() => Items.AddTargets(metric, [1, 1, 1], 3, [0, 0, 0]));
        Assert.Throws<ArgumentException>(
            static () => Items.AddPredictions(new F1Score(F1Average.Binary, 3), 3, [0], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new F1Score((F1Average)9));
    }
}
