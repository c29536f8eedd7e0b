namespace RnnGen.Usage.Tests;

/// <summary>With scalers, single sequences are in the user's units and batches in the network's.</summary>
public sealed class UnitTests
{
    private const int Steps = 9;

    private static readonly Scaler s_input = Draw.InputScaler();
    private static readonly Scaler s_target = new([100.0, -1, 0], [25.0, 3, 1e-3]);

    private static readonly float[] s_sequence = Draw.Features<float>(Steps * 2);

    [Fact]
    public void Sequence_WithScalers_IsTheScaledBatchUnscaled()
    {
        Models.StepForecaster model = Scaled();
        var scaled = new float[s_sequence.Length];
        s_input.Transform<float>(s_sequence, scaled);
        var expected = new float[Steps * 3];
        Batch<float> batch = Batch<float>.FromFeatures(scaled, 1, Steps);
        model.Predict(batch, expected);
        Assert.Equal(expected, model.Forward(batch).Values);
        Assert.Equal(expected, Plain(scaled));
        s_target.Inverse<float>(expected);

        var actual = new float[Steps * 3];
        model.Predict(s_sequence, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(expected, model.Predict(s_sequence).Cast<float>());
    }

    [Fact]
    public void TargetScaler_OfOneFeature_ScalesAllOutputsAlike()
    {
        var alike = new Models.StepForecaster(1) { TargetScaler = new Scaler([7.0], [2.5]) };
        var each = new Models.StepForecaster(1) { TargetScaler = new Scaler([7.0, 7, 7], [2.5, 2.5, 2.5]) };
        Sample<float> sample = Sample<float>.FromFeatures(s_sequence, Steps) with { Targets = new float[Steps * 3] };
        Assert.Equal(each.Predict(s_sequence), alike.Predict(s_sequence));
        Assert.Equal(each.Predict([sample]), alike.Predict([sample]));
        Evaluation expected = each.Evaluate(Dataset.From<float>([sample]), [new Rmse()]);
        Evaluation actual = alike.Evaluate(Dataset.From<float>([sample]), [new Rmse()]);
        Assert.Equal((expected.Loss, expected["rmse"]), (actual.Loss, actual["rmse"]));
        using ModelStream<float> stream = alike.CreateStream();
        float[] step = s_sequence[..2];
        Assert.Equal(each.Predict(step).Cast<float>(), stream.Step(step).ToArray());
    }

    [Fact]
    public void Stream_WithScalers_EqualsTheSequenceBitForBit()
    {
        Models.StepForecaster model = Scaled();
        var whole = new float[Steps * 3];
        model.Predict(s_sequence, whole);
        using ModelStream<float> stream = model.CreateStream();
        model.InputScaler = null; // the stream keeps what it was made with
        model.TargetScaler = null;
        for (int t = 0; t < Steps; t++)
            Assert.Equal(whole[(t * 3)..((t + 1) * 3)], stream.Step(s_sequence.AsSpan(t * 2, 2)).ToArray());
    }

    [Fact]
    public void Diverged_Outputs_AreGivenAsTheyAre()
    {
        Models.StepForecaster model = Scaled();
        model.Parameters["dense.bias"].Fill(float.NaN);
        model.Parameters.Commit();
        Assert.All(model.Predict(s_sequence).Cast<float>(), static y => Assert.True(float.IsNaN(y)));
    }

    [Fact]
    public void SequenceAndStream_WithScalers_AllocateNothing()
    {
        Models.StepForecaster model = Scaled();
        var output = new float[Steps * 3];
        Allocations.AssertNone(() => model.Predict(s_sequence, output));
        using ModelStream<float> stream = model.CreateStream();
        Allocations.AssertNone(() => stream.Step(s_sequence.AsSpan(0, 2)));
    }

    [Fact]
    public void Assets_ThatDoNotFit_AreRefused()
    {
        var classifier = new Models.Classifier();
        var text = new Models.TextClassifier();
        var detector = new Models.Detector();
        var forecaster = new Models.Forecaster();
        Vocabulary ten = Vocabulary.FromTokens([.. "abcdefghij".Select(static c => $"{c}")]);
        Fails(() => text.Vocabulary = ten, "Vocabulary has 10 tokens; TextClassifier is declared for 9");
        Fails(() => classifier.Vocabulary = ten, "reads features");
        Fails(() => classifier.ClassNames = ["a", "b"], "ClassNames has 2 names; Classifier has 3 outputs");
        Fails(() => classifier.ClassNames = ["a", "b", "a"], "\"a\" at element 2 and at element 0");
        Fails(() => classifier.ClassNames = ["a", "b", ""], "no name at element 2");
        Fails(() => detector.ClassNames = ["a", "b", "c"], "1 name (of the positive class) or 2");
        Fails(() => classifier.InputScaler = new Scaler([0.0], [1.0]), "InputScaler scales 1 numbers");
        Fails(() => text.InputScaler = s_input, "reads tokens");
        Fails(() => classifier.TargetScaler = s_target, "declared with CrossEntropy");
        Fails(() => new Models.Encoder().TargetScaler = s_target, "declared with no loss");
        Fails(() => forecaster.TargetScaler = s_target, "TargetScaler scales 3 numbers a step; Forecaster has 1");
        Scaler two = new([0.0, 0], [1.0, 1]);
        Fails(() => new Models.StepForecaster().TargetScaler = two, "scales 2 numbers a step; StepForecaster has 3");
        Assert.Null(classifier.ClassNames);
        Assert.Null(forecaster.TargetScaler);

        string[] names = ["a", "b", "c"];
        classifier.ClassNames = names;
        names[0] = "changed";
        Assert.Equal("a", classifier.ClassNames[0]);
        classifier.ClassNames = null;
        Assert.Null(classifier.ClassNames);

        static void Fails(Action action, string reason) => Assert.Contains(
            reason, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static Models.StepForecaster Scaled() => new(1) { InputScaler = s_input, TargetScaler = s_target };

    private static float[] Plain(float[] sequence)
    {
        var output = new float[Steps * 3];
        new Models.StepForecaster(1).Predict(sequence, output);
        return output;
    }
}
