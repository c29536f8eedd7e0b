using System.Numerics;

namespace RnnGen.Usage.Tests;

/// <summary>What the emitted overloads give is what the span overloads give, read as the loss says.</summary>
public sealed class PredictionTests
{
    private const int Steps = 7;

    private static readonly float[] s_sequence = Draw.Features<float>(Steps * 2);

    [Fact]
    public void Classifier_Predict_IsTheSoftmaxOfTheOutputs()
    {
        var model = new Models.Classifier(1) { ClassNames = ["rest", "walk", "run"] };
        ClassPrediction prediction = model.Predict(s_sequence);
        double[] expected = Softmax(Outputs(model, s_sequence, 3));
        Close(expected, prediction.Probabilities);
        Assert.Equal(1, prediction.Probabilities.Sum(), 1e-12);
        Assert.Equal(Array.IndexOf(expected, expected.Max()), prediction.Class);
        Assert.Equal(model.ClassNames[prediction.Class], prediction.Label);
        (string label, double probability) = prediction;
        Assert.Equal((prediction.Label, prediction.Probability), (label, probability));
        Assert.Equal($"{label} ({100 * probability:0.0} %)", prediction.ToString());

        IReadOnlyList<ClassScore> top = prediction.Top(2);
        Assert.Equal(new ClassScore(prediction.Class, label, probability), top[0]);
        Assert.Equal(expected.OrderDescending().ElementAt(1), top[1].Probability, 1e-12);
        Assert.Equal(3, prediction.Top(99).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => prediction.Top(0));

        model.ClassNames = null;
        Assert.Equal($"{prediction.Class}", model.Predict(s_sequence.AsSpan()).Label);
        Assert.Equal(label, prediction.Label);
    }

    [Fact]
    public void TextClassifier_PredictOfText_EncodesIt()
    {
        var model = new Models.TextClassifier(1);
        var missing = Assert.Throws<InvalidOperationException>(() => model.Predict("the cat"));
        Assert.Contains("TextClassifier has no Vocabulary", missing.Message, StringComparison.Ordinal);

        model.Vocabulary = Vocabulary.Build(["the cat sat", "the dog"], Tokenizer.Words());
        int[] tokens = model.Vocabulary.Encode("the bird sat");
        Assert.Equal(model.Predict(tokens).Probabilities, model.Predict("the bird sat").Probabilities);
        Close(Softmax(Outputs<float>(model, tokens, 3)), model.Predict(tokens).Probabilities);
    }

    [Fact]
    public void Tagger_Predict_HasAClassAtEachStep()
    {
        var model = new Models.Tagger(1) { ClassNames = ["noun", "verb", "other"] };
        int[] tokens = Draw.Tokens(Steps);
        TagsPrediction tags = model.Predict(tokens);
        double[] outputs = Outputs<double>(model, tokens, Steps * 3);
        Assert.Equal(Steps, tags.Count);
        for (int t = 0; t < Steps; t++)
        {
            double[] expected = Softmax(outputs[(t * 3)..((t + 1) * 3)]);
            Close(expected, tags.Probabilities(t));
            Assert.Equal(Array.IndexOf(expected, expected.Max()), tags.Classes[t]);
            Assert.Equal(model.ClassNames[tags.Classes[t]], tags.Labels[t]);
            Assert.Equal(new ClassScore(tags.Classes[t], tags.Labels[t], tags.Probabilities(t).Max()), tags[t]);
        }

        Assert.Equal(string.Join(' ', tags.Labels), tags.ToString());
        Assert.Equal(tags.Labels, tags.Select(static tag => tag.Label));
        Assert.Throws<ArgumentOutOfRangeException>(() => tags[Steps]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tags.Probabilities(-1));
        Assert.Empty(model.Predict(Array.Empty<int>()));
    }

    [Fact]
    public void Detector_Predict_IsTheSigmoid()
    {
        var model = new Models.Detector(1);
        BinaryPrediction prediction = model.Predict(s_sequence);
        double expected = Sigmoid(Outputs(model, s_sequence, 1)[0]);
        Assert.Equal(expected, prediction.Probability, 1e-12);
        Assert.Equal(expected >= 0.5, prediction.IsPositive);
        Assert.Equal(prediction.IsPositive ? "1" : "0", prediction.Label);
        model.ClassNames = ["ham", "spam"];
        Assert.Equal(prediction.IsPositive ? "spam" : "ham", model.Predict(s_sequence).Label);
        model.ClassNames = ["spam"];
        Assert.Equal(prediction.IsPositive ? "spam" : "not spam", model.Predict(s_sequence).Label);
        (bool isPositive, double probability) = model.Predict(s_sequence);
        Assert.Equal((prediction.IsPositive, prediction.Probability), (isPositive, probability));
        Assert.Equal("0 (0.0 %)", new BinaryPrediction(false, 1).ToString());
    }

    [Fact]
    public void StepDetector_Predict_IsTheSigmoidOfEachStep()
    {
        var model = new Models.StepDetector(1);
        BinaryPrediction[] steps = model.Predict(s_sequence);
        Close(Outputs(model, s_sequence, Steps).Select(static x => Sigmoid(x)), steps.Select(s => s.Probability));
    }

    [Fact]
    public void MultiLabel_Predict_NamesWhatIsLikely()
    {
        var model = new Models.MultiLabel(1) { ClassNames = ["a", "b", "c", "d"] };
        MultiLabelPrediction prediction = model.Predict(s_sequence);
        double[] expected = [.. Outputs(model, s_sequence, 4).Select(static x => Sigmoid(x))];
        Close(expected, prediction.Probabilities);
        Assert.Equal(Enumerable.Range(0, 4).Where(i => expected[i] >= 0.5), prediction.Classes);
        Assert.Equal(prediction.Classes.Select(c => model.ClassNames[c]), prediction.Labels);

        MultiLabelPrediction[] steps = new Models.StepMultiLabel(1).Predict(s_sequence);
        Assert.Equal(Steps, steps.Length);
        Close(
            Outputs(new Models.StepMultiLabel(1), s_sequence, Steps * 4).Select(static x => Sigmoid(x)),
            steps.SelectMany(static step => step.Probabilities));
    }

    [Fact]
    public void Forecasters_Predict_AreTheOutputs()
    {
        float value = new Models.Forecaster(1).Predict(s_sequence);
        Assert.Equal(Outputs(new Models.Forecaster(1), s_sequence, 1)[0], value);

        double[] wide = Draw.Features<double>(Steps * 2);
        double[] vector = new Models.VectorForecaster(1).Predict(wide);
        Assert.Equal(Outputs(new Models.VectorForecaster(1), wide, 3), vector);

        float[,] matrix = new Models.StepForecaster(1).Predict(s_sequence);
        Assert.Equal((Steps, 3), (matrix.GetLength(0), matrix.GetLength(1)));
        Assert.Equal(Outputs(new Models.StepForecaster(1), s_sequence, Steps * 3), matrix.Cast<float>());

        double[,] column = new Models.DoubleStepForecaster(1).Predict(wide);
        Assert.Equal(Outputs(new Models.DoubleStepForecaster(1), wide, Steps), column.Cast<double>());
        Assert.Empty(new Models.DoubleStepForecaster(1).Predict(Array.Empty<double>()));
    }

    [Fact]
    public void Samples_Predict_EqualsEachAlone()
    {
        var classifier = new Models.Classifier(1) { InputScaler = Draw.InputScaler() };
        Sample<float>[] samples = Draw.Samples<float>(150, tokens: false);
        IReadOnlyList<ClassPrediction> classes = classifier.Predict(samples);
        Assert.Equal(
            samples.Select(s => classifier.Predict(s.Features.Span).Probabilities),
            classes.Select(static p => p.Probabilities));

        var forecaster = new Models.StepForecaster(1)
        {
            InputScaler = Draw.InputScaler(),
            TargetScaler = new Scaler([1.0, 2, 3], [10.0, 20, 30]),
        };
        Assert.Equal(
            samples.Select(s => forecaster.Predict(s.Features.Span)), forecaster.Predict(samples.ToList()));

        var tagger = new Models.Tagger(1);
        Sample<double>[] texts = Draw.Samples<double>(70, tokens: true);
        Assert.Equal(
            texts.SelectMany(s => tagger.Predict(s.Tokens.Span)), tagger.Predict(texts).SelectMany(static t => t));
        Assert.Empty(tagger.Predict(Array.Empty<Sample<double>>()));
    }

    [Fact]
    public void Samples_ThatDoNotFit_AreNamed()
    {
        var model = new Models.Classifier(1);
        Sample<float> right = Sample<float>.FromFeatures(new float[4], 2);
        Fails([right, Sample<float>.FromTokens(new[] { 1 })], "Sample 1 holds tokens; Classifier reads 2 features");
        Fails([right, Sample<float>.FromFeatures(new float[6], 2)], "Sample 1 has 3 features a step");
        Fails([Sample<float>.FromFeatures(new[] { 1, float.NaN }, 1)], "Sample 0 has NaN at step 0, feature 1");
        Fails([right, null!], "Sample 1 is null");

        void Fails(Sample<float>[] samples, string reason)
        {
            ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => model.Predict(samples));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    private static T[] Outputs<T>(Model<T> model, T[] sequence, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[length];
        model.Predict(sequence, output);
        return output;
    }

    private static T[] Outputs<T>(Model<T> model, int[] tokens, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[length];
        model.Predict(tokens, output);
        return output;
    }

    private static double[] Softmax<T>(T[] logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] e = [.. logits.Select(static x => Math.Exp(double.CreateTruncating(x)))];
        return [.. e.Select(x => x / e.Sum())];
    }

    private static double Sigmoid(float x) => 1 / (1 + Math.Exp(-(double)x));

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
