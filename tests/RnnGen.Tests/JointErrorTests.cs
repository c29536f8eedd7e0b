namespace RnnGen.Tests;

/// <summary>Batches of several inputs and targets that do not fit; each is refused before anything is computed.</summary>
public sealed class JointErrorTests
{
    private readonly JointModel<float> _model = new();
    private readonly Batch<float> _good = JointModel<float>.Draw(2, 2, 3, seed: 1);

    [Fact]
    public void Inputs_ThatAreMissingOrUnknown_AreNamed()
    {
        Refuses(Without("marks"), "MoreInputs has no 'marks', which Joint reads.");
        Refuses(
            With("shape", BatchInput<float>.FromVectors(new float[4])),
            "MoreInputs names 'shape', which Joint does not read; it reads words, shapes, replies, marks, context.");
        Refuses(
            With("words", BatchInput<float>.FromTokens(new int[4], 2)),
            "MoreInputs names 'words', which is the first input of Joint and the batch's own.");
    }

    [Fact]
    public void Inputs_OfAnotherKindOrSize_SayBoth()
    {
        Refuses(
            With("marks", BatchInput<float>.FromFeatures(new float[6], 3)),
            "MoreInputs[\"marks\"] holds features; Joint reads tokens.");
        Refuses(
            With("context", BatchInput<float>.FromFeatures(new float[8], 2)),
            "MoreInputs[\"context\"] has a value at each step; Joint reads one a row of 'context'.");
        Refuses(
            With("context", BatchInput<float>.FromVectors(new float[5])),
            "MoreInputs[\"context\"].Features has 5 elements; 2 rows x 2 features needs 4.");
        Refuses(
            With("shapes", BatchInput<float>.FromFeatures(new float[9], 2, _good.Lengths)),
            "MoreInputs[\"shapes\"].Features has 9 elements; 2 rows x 2 steps x 2 features needs 8.");
        Refuses(
            With("replies", BatchInput<float>.FromTokens(new int[5], 3)),
            "MoreInputs[\"replies\"].Tokens has 5 elements; 2 rows x 3 steps needs 6.");
        Refuses(
            With("replies", BatchInput<float>.FromTokens(new int[6], 3, new[] { 1 })),
            "MoreInputs[\"replies\"].Lengths has 1 elements; one length for each of 2 rows is needed.");
        Refuses(
            Batch<float>.FromFeatures(new float[8], 2, 2) with { MoreInputs = _good.MoreInputs },
            "Joint reads tokens; the batch holds the other.");
    }

    [Fact]
    public void Inputs_WithAValueThatNobodyKnows_SayWhere()
    {
        int[] replies = [0, 7, 0, 0, 0, 0];
        Refuses(
            With("replies", BatchInput<float>.FromTokens(replies, 3, new[] { 2, 1 })),
            "MoreInputs[\"replies\"].Tokens has token 7 at element 1; the model knows 0 to 6.");
        Refuses(
            With("context", BatchInput<float>.FromVectors(new[] { 0, 0, float.NaN, 0 })),
            "MoreInputs[\"context\"].Features has NaN at element 0.");
        Assert.Throws<ArgumentOutOfRangeException>(() => BatchInput<float>.FromTokens(replies, 3, new[] { 2, 4 }));
    }

    [Fact]
    public void Inputs_OnOneAxis_NeedTheSameLengths()
    {
        Batch<float> batch = With("replies", BatchInput<float>.FromTokens(new int[6], 3, new[] { 2, 1 }));
        Refuses(
            With("marks", BatchInput<float>.FromTokens(new int[6], 3, new[] { 2, 3 }), batch),
            "'replies' and 'marks' are both on the axis 'target' of Joint and need the same lengths; "
                + "row 1 has 1 steps of one and 3 of the other.");
        Refuses(
            With("marks", BatchInput<float>.FromTokens(new int[8], 4), batch),
            "'replies' and 'marks' are both on the axis 'target' of Joint and need the same lengths; "
                + "3 steps of one and 4 of the other are there.");
    }

    [Fact]
    public void Targets_ThatDoNotFit_AreNamed()
    {
        RefusesLoss(
            _good with { MoreTargets = new Dictionary<string, BatchTarget<float>>() },
            "MoreTargets has no 'kind', whose loss is MeanSquared.");
        RefusesLoss(
            Target("kind", new BatchTarget<float> { Values = new float[5] }),
            "MoreTargets[\"kind\"].Values has 5 elements; 2 rows x 1 outputs x 3 units needs 6.");
        RefusesLoss(
            Target("kind", new BatchTarget<float> { Values = new float[6], Weights = new float[3] }),
            "MoreTargets[\"kind\"].Weights has 3 elements; one for each of 2 rows or of 6 losses is needed.");
        RefusesLoss(Target("trace", default), "MoreTargets names 'trace', a head of Joint that has no loss.");
        RefusesLoss(
            Target("scores", default),
            "MoreTargets names 'scores', which is the first head of Joint: its targets are the batch's own.");
        RefusesLoss(
            Target("sort", default), "MoreTargets names 'sort', which Joint has not; its heads are scores, kind, trace.");
        RefusesLoss(_good with { Classes = new int[5] }, "Classes has 5 elements; 2 rows x 3 outputs needs 6.");
    }

    [Fact]
    public void Heads_AndInputs_AreAskedForByName()
    {
        using Pass<float> pass = _model.CreatePass();
        pass.Forward(_good);
        Message(() => pass.OutputsOf("score"), "Joint has no head 'score'; it has scores, kind, trace.");
        Message(() => pass.LossesOf("score"), "Joint has no head 'score'");
        Message(
            () => pass.Backward(new Dictionary<string, ReadOnlyMemory<float>> { ["score"] = default }),
            "Joint has no head 'score'");
        Message(
            () => pass.Backward(new Dictionary<string, ReadOnlyMemory<float>> { ["kind"] = new float[3] }),
            "outputGradients has 3 elements; the batch's output 'kind' needs 6.");
        pass.Loss();
        pass.Backward();
        Message(
            () => pass.InputGradientOf("word"),
            "Joint has no input 'word'; it has words, shapes, replies, marks, context.");
        Assert.True(pass.InputGradientOf("words").IsEmpty);
        Message(() => _model.Predict([1, 2], new float[6]), "reads words, shapes, replies, marks, context, not one");
        Message(() => _model.Forward(_good).Of("score"), "Joint has no head 'score'");
    }

    [Fact]
    public void Batch_OfVectors_IsNoSequence()
    {
        Batch<float> batch = Batch<float>.FromVectors(new float[6], 3);
        Assert.False(batch.PerStep);
        Message(() => Batch<float>.FromVectors(new float[5], 3), "values has 5 elements");
        Message(
            () => new RnnModel<float>(new RnnOptions { Inputs = 2 }).Forward(batch),
            "The batch has one value a row; TestRnn reads one at each step of 'x'.");
    }

    private Batch<float> With(string name, BatchInput<float> input, Batch<float>? batch = null) => (batch ?? _good) with
    {
        MoreInputs = new Dictionary<string, BatchInput<float>>((batch ?? _good).MoreInputs) { [name] = input },
    };

    private Batch<float> Without(string name) => _good with
    {
        MoreInputs = _good.MoreInputs.Where(pair => pair.Key != name).ToDictionary(),
    };

    private Batch<float> Target(string name, BatchTarget<float> target) => _good with
    {
        MoreTargets = new Dictionary<string, BatchTarget<float>>(_good.MoreTargets) { [name] = target },
    };

    // A refused batch leaves what the pass has.
    private void Refuses(Batch<float> batch, string message)
    {
        Message(() => _model.Forward(batch), message);
        using Pass<float> pass = _model.CreatePass();
        pass.Forward(_good);
        float[] outputs = pass.OutputsOf("kind").ToArray();
        Message(() => pass.Forward(batch), message);
        Assert.Equal(outputs, pass.OutputsOf("kind").ToArray());
    }

    private void RefusesLoss(Batch<float> batch, string message)
    {
        using Pass<float> pass = _model.CreatePass();
        pass.Forward(batch);
        Message(() => pass.Loss(), message);
        Assert.Throws<InvalidOperationException>(() => pass.Backward());
    }

    private static void Message(Action action, string message)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.StartsWith(message, exception.Message[exception.Message.IndexOf(message[..5], StringComparison.Ordinal)..]);
    }
}
