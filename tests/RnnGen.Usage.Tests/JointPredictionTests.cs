namespace RnnGen.Usage.Tests;

/// <summary>Predictions of models of several inputs or heads are what a pass gives, read as the losses say.</summary>
public sealed class JointPredictionTests
{
    private const int Steps = 7;

    private static readonly float[] s_pairs = Draw.Features<float>(Steps * 2);

    [Fact]
    public void Joint_Predict_TakesEachInputAndGivesEachHead()
    {
        var model = new Models.Joint(1) { ClassNames = ["O", "B", "I"] };
        int[] words = Draw.Tokens(Steps);
        (TagsPrediction slots, ClassPrediction intent) = model.Predict(words, s_pairs);

        Batch<float> batch = Batch<float>.FromTokens(words, 1, Steps) with
        {
            MoreInputs = new Dictionary<string, BatchInput<float>>
            {
                ["shapes"] = BatchInput<float>.FromFeatures(s_pairs, Steps),
            },
        };
        using Pass<float> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        var path = new int[Steps];
        LinearChain<float>.Of(model).Viterbi(pass.Outputs, path);
        Assert.Equal(path, slots.Classes);
        Assert.Equal(path.Select(tag => model.ClassNames[tag]), slots.Labels);
        Close(Softmax([.. pass.OutputsOf("intent")]), intent.Probabilities);
        Assert.Equal($"{intent.Class}", intent.Label);
    }

    [Fact]
    public void Samples_Predict_EqualsEachAlone()
    {
        var model = new Models.Joint(1);
        Sample<float>[] samples =
        [
            .. Enumerable.Range(0, 150).Select(static i => i % 9).Select(static steps =>
                Sample<float>.FromTokens(Draw.Tokens(steps)) with
                {
                    MoreInputs = new Dictionary<string, SampleInput<float>>
                    {
                        ["shapes"] = SampleInput<float>.FromFeatures(Draw.Features<float>(2 * steps), steps),
                    },
                }),
        ];
        IReadOnlyList<Models.Joint.Prediction> all = model.Predict(samples);
        foreach ((Models.Joint.Prediction one, Sample<float> sample) in all.Zip(samples))
        {
            (TagsPrediction slots, ClassPrediction intent) =
                model.Predict(sample.Tokens.Span, sample.MoreInputs["shapes"].Features.Span);
            Assert.Equal(slots, one.Slots);
            Assert.Equal(intent.Probabilities, one.Intent.Probabilities);
        }
    }

    [Fact]
    public void Continuation_Predict_TakesInputsOfDifferentLengths()
    {
        var model = new Models.Continuation(1)
        {
            InputScaler = new Scaler([1.0, 2, 3], [4.0, 5, 6]),
            TargetScaler = new Scaler([7.0], [8.0]),
        };
        float[] source = Draw.Features<float>(Steps * 3), target = Draw.Features<float>(8);
        float[] facts = Draw.Features<float>(5);
        float[,] matrix = model.Predict(source, target, facts);

        var scaled = new float[source.Length];
        model.InputScaler.Transform<float>(source, scaled);
        Outputs<float> outputs = model.Forward(Batch<float>.FromFeatures(scaled, 1, Steps) with
        {
            MoreInputs = new Dictionary<string, BatchInput<float>>
            {
                ["event"] = BatchInput<float>.FromFeatures(target, 4),
                ["facts"] = BatchInput<float>.FromVectors(facts),
            },
        });
        model.TargetScaler.Inverse<float>(outputs.Values, outputs.Values);
        Assert.Equal((4, 2), (matrix.GetLength(0), matrix.GetLength(1)));
        Assert.Equal(outputs.Values, matrix.Cast<float>());
    }

    [Fact]
    public void Facts_Predict_TakesOneVector()
    {
        var model = new Models.Facts(1);
        double[] facts = [0.5, -1, 2];
        double logit = model.Forward(Batch<double>.FromVectors(facts, 1)).Values[0];
        Assert.Equal(1 / (1 + Math.Exp(-logit)), model.Predict(facts).Probability, 1e-12);
        Assert.Equal(
            model.Predict(facts).Probability, model.Predict([Sample<double>.FromVector(facts)])[0].Probability);
    }

    [Fact]
    public void Encoders_WithoutALoss_GiveTheirNumbers()
    {
        var model = new Models.Encoders(1);
        float[] vector = model.Predict(s_pairs, [1f, 2f]);
        Assert.Equal(
            model.Forward(Batch<float>.FromFeatures(s_pairs, 1, Steps) with
            {
                MoreInputs = new Dictionary<string, BatchInput<float>>
                {
                    ["b"] = BatchInput<float>.FromFeatures(new[] { 1f, 2f }, 1),
                },
            }).Values,
            vector);
    }

    [Fact]
    public void Heads_OfEveryKind_AreReadAsTheirLossesSay()
    {
        var model = new Models.Heads(1)
        {
            TargetScaler = new Scaler([7.0], [8.0]),
        };
        double[] sequence = Draw.Features<double>(Steps * 2);
        Models.Heads.ModelPrediction prediction = model.Predict(sequence);
        Outputs<double> outputs = model.Forward(Batch<double>.FromFeatures(sequence, 1, Steps));
        double[] Of(string head) => outputs.Of(head).Values;

        var track = new double[Steps * 3];
        model.TargetScaler.Inverse<double>(outputs.Values, track);
        Assert.Equal(track, prediction.Track.Cast<double>());
        Close(Softmax(Of("kind")), prediction.Kind.Probabilities);
        Close(Softmax(Of("slot_tags")[..3]), prediction.SlotTags.Probabilities(0));
        Assert.Equal(Steps, prediction.SlotTags.Count);
        Close(Of("clone").Select(Sigmoid), [prediction.CloneOutput.Probability]);
        Close(Of("alarms").Select(Sigmoid), prediction.Alarms.Select(static alarm => alarm.Probability));
        Close(Of("topics").Select(Sigmoid), prediction.Topics.Probabilities);
        Close(
            Of("Topics").Select(Sigmoid), prediction.TopicsOutput.SelectMany(static topics => topics.Probabilities));
        Assert.Equal(Of("Value")[0], prediction.Value);
        Assert.Equal(Of("toString"), prediction.ToStringOutput);
        double[,] last = prediction.ModelPredictionOutput;
        Assert.Equal((Steps, 6), (last.GetLength(0), last.GetLength(1)));
        Assert.Equal(Of("modelPrediction"), last.Cast<double>());
    }

    [Fact]
    public void TextHeads_Predict_TakesATextOrTokens()
    {
        var model = new Models.TextHeads(1);
        var missing = Assert.Throws<InvalidOperationException>(() => model.Predict("the cat"));
        Assert.Contains("TextHeads has no Vocabulary", missing.Message, StringComparison.Ordinal);

        model.Vocabulary = Vocabulary.Build(["the cat sat", "the dog"], Tokenizer.Words());
        model.ClassNames = ["good", "bad"];
        (ClassPrediction opinion, float rating) = model.Predict("the cat");
        Models.TextHeads.Prediction ofTokens = model.Predict(model.Vocabulary.Encode("the cat"));
        Assert.Equal((ofTokens.Opinion.Probability, ofTokens.Rating), (opinion.Probability, rating));
        Assert.Contains(opinion.Label, model.ClassNames);
    }

    [Fact]
    public void Inputs_ThatDoNotFit_AreNamed()
    {
        var joint = new Models.Joint(1);
        Fails(
            () => joint.Predict([1, 9], [1, 2, 3, 4]), "words",
            "words has token 9 at element 1; the model knows 0 to 8");
        Fails(() => joint.Predict([1, 2], [1, 2, 3]), "shapes", "shapes has 3 elements, which is not a multiple of 2");
        Fails(() => joint.Predict([1], [1, float.NaN]), "shapes", "shapes has NaN at element 1");
        Fails(
            () => joint.Predict([1, 2, 3], [1, 2, 3, 4]), "shapes",
            "shapes has 2 steps and words 3; both are on the axis 'time' of Joint and need the same number");
        var continuation = new Models.Continuation(1);
        Fails(
            () => continuation.Predict([1, 2, 3], new float[6], new float[5]), "event",
            "event has 3 steps; Continuation is declared for 4");
        Fails(
            () => continuation.Predict([1, 2, 3], new float[8], new float[4]), "facts",
            "facts has 4 elements; 5 are needed");
        var facts = new Models.Facts(1);
        Fails(() => facts.Predict([1, 2, 3, 4, 5, 6]), "facts", "facts has 6 elements; 3 are needed");
        Fails(
            () => new Models.Heads(1).Predict([1d]), "sequence",
            "sequence has 1 elements, which is not a multiple of 2");
        Fails(() => new Models.TextHeads(1).Predict([9]), "tokens", "tokens has token 9 at element 0");
        ArgumentException sample = Assert.Throws<ArgumentException>(
            () => joint.Predict([Sample<float>.FromTokens(new[] { 1 })]));
        Assert.Contains("Sample 0 has no 'shapes'", sample.Message, StringComparison.Ordinal);

        static void Fails(Func<object> predict, string argument, string reason)
        {
            ArgumentException error = Assert.ThrowsAny<ArgumentException>(predict);
            Assert.Equal(argument, error.ParamName);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    private static double[] Softmax<T>(T[] logits)
        where T : struct, System.Numerics.INumberBase<T>
    {
        double[] e = [.. logits.Select(static x => Math.Exp(double.CreateTruncating(x)))];
        return [.. e.Select(x => x / e.Sum())];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static void Close(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
