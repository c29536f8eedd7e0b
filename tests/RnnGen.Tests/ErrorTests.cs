using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>Every misuse names the argument, the expected and the actual, and changes nothing.</summary>
public sealed class ErrorTests
{
    private static readonly RnnOptions s_classes = new() { Loss = new LossInfo { Kind = LossKind.CrossEntropy } };

    [Fact]
    public void Batch_WrongSizes_Throws()
    {
        Mentions(() => Batch<float>.FromFeatures(new float[7], 2, 3), "features", "7", "2", "3");
        Mentions(() => Batch<float>.FromTokens(new int[7], 2, 3), "tokens", "7", "6");
        Mentions(() => Batch<float>.FromTokens(new int[6], 2, 3, new[] { 1 }), "lengths", "1", "2");
        Mentions(() => Batch<float>.FromTokens(new int[6], 2, 3, new[] { 1, 4 }), "lengths", "4", "3");
        Mentions(() => Batch<float>.FromTokens(new int[6], 2, 3, new[] { -1, 2 }), "lengths", "-1");
        Mentions(() => Batch<float>.FromTokens(default, 0, 3), "rows");
    }

    [Fact]
    public void Forward_BatchThatDoesNotFit_Throws()
    {
        var model = new RnnModel<float>(new RnnOptions());
        var words = new RnnModel<float>(new RnnOptions { Vocabulary = 5 });
        var fixedSteps = new RnnModel<float>(new RnnOptions { FixedSteps = 4 });
        Batch<float> good = Batch<float>.FromFeatures(new float[6], 1, 2);
        Mentions(() => model.Forward(Batch<float>.FromFeatures(new float[8], 1, 2)), "Features", "8", "6");
        Mentions(() => model.Forward(Batch<float>.FromTokens(new int[2], 1, 2)), "features");
        Mentions(() => words.Forward(good), "tokens");
        Mentions(() => words.Forward(Batch<float>.FromTokens(new[] { 1, 5 }, 1, 2)), "Tokens", "5", "0 to 4");
        Mentions(() => fixedSteps.Forward(good), "2 steps", "4");
        Mentions(() => model.Forward(good with { InitialStates = new float[4] }), "InitialStates", "4", "5");
        Mentions(() => model.Forward(Batch<float>.FromFeatures(new[] { 0, 0, float.NaN }, 1, 1)), "NaN", "2");
    }

    [Fact]
    public void Predict_WrongSpans_Throws()
    {
        var model = new RnnModel<float>(new RnnOptions());
        var words = new RnnModel<float>(new RnnOptions { Vocabulary = 5 });
        Mentions(() => model.Predict(new float[7], new float[10]), "sequence", "7", "3");
        Mentions(() => model.Predict(new float[6], new float[9]), "output", "9", "10");
        Mentions(() => model.Predict([1f, float.NaN, 2f], new float[5]), "sequence", "NaN");
        Mentions(() => model.Predict([1, 2], new float[10]), "features");
        Mentions(() => words.Predict([1f, 2f], new float[10]), "tokens");
        Mentions(() => words.Predict([1, 9], new float[10]), "tokens", "9");
        Mentions(() => words.Predict(Batch<float>.FromTokens(new int[2], 1, 2), new float[9]), "outputs", "9", "10");
    }

    [Fact]
    public void Loss_BadTargets_Throws()
    {
        var model = new RnnModel<float>(s_classes);
        using Pass<float> pass = model.CreatePass();
        Batch<float> batch = Batch<float>.FromFeatures(new float[12], 2, 2, new[] { 2, 1 });
        Mentions(() => Loss(pass, batch), "Classes", "0", "4");
        Mentions(() => Loss(pass, batch with { Classes = new[] { 0, 5, 0, 0 } }), "Classes", "5", "0 to 4");
        Batch<float> good = batch with { Classes = new[] { 0, -100, 4, 99 } };
        Loss(pass, good);
        Mentions(() => Loss(pass, good with { SampleWeights = new float[3] }), "SampleWeights", "3", "2", "4");
    }

    [Fact]
    public void Pass_OutOfOrder_Throws()
    {
        var model = new RnnModel<float>(s_classes);
        Pass<float> pass = model.CreatePass();
        Assert.Throws<InvalidOperationException>(() => pass.Outputs.Length);
        Assert.Throws<InvalidOperationException>(() => pass.Loss());
        Assert.Throws<InvalidOperationException>(() => pass.Backward());
        Batch<float> batch = Draw.Batch<float>(s_classes, 3, 2, seed: 1);
        pass.Forward(batch, training: false);
        pass.Loss();
        Assert.Throws<InvalidOperationException>(() => pass.Backward());
        pass.Forward(batch);
        Assert.Throws<InvalidOperationException>(() => pass.Backward());
        Assert.Throws<InvalidOperationException>(() => pass.Gradients.Length + pass.InputGradient.Length);
        Mentions(() => pass.Backward(new float[7]), "outputGradient", "7", "30");
        Mentions(() => pass.Backward(new float[30], new float[3]), "finalStateGradient", "3", "15");
        Mentions(() => pass.GradientOf("nothing"), "nothing", "cell.bias");
        pass.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pass.Forward(batch));
    }

    [Fact]
    public void Forward_BadMask_Throws()
    {
        var options = new RnnOptions { Dropout = 0.5 };
        var model = new RnnModel<float>(options);
        using Pass<float> pass = model.CreatePass();
        Batch<float> batch = Draw.Batch<float>(options, 3, 2, seed: 1);
        Batch<float> WithMask(string name, int length) => batch with
        {
            DropoutMasks = new Dictionary<string, ReadOnlyMemory<float>> { [name] = new float[length] },
        };
        Mentions(() => pass.Forward(WithMask("cell.dropout", 4)), "cell.dropout", "4", "30");
        Mentions(() => pass.Forward(WithMask("other", 30)), "'other'", "cell.dropout");
        using Pass<float> plain = new RnnModel<float>(new RnnOptions()).CreatePass();
        Mentions(() => plain.Forward(WithMask("other", 30)), "'other'", "it drops nothing");
    }

    [Fact]
    public void Dictionary_ThatIsNull_Throws()
    {
        Batch<float> batch = Batch<float>.FromFeatures(new float[6], 1, 2);
        var sample = Sample<float>.FromFeatures(new float[6], 2);
        Mentions(() => _ = batch with { MoreInputs = null! }, "MoreInputs");
        Mentions(() => _ = batch with { MoreTargets = null! }, "MoreTargets");
        Mentions(() => _ = batch with { DropoutMasks = null! }, "DropoutMasks");
        Mentions(() => _ = sample with { MoreInputs = null! }, "MoreInputs");
        Mentions(() => _ = sample with { MoreTargets = null! }, "MoreTargets");
    }

    private static double Loss(Pass<float> pass, Batch<float> batch)
    {
        pass.Forward(batch);
        return pass.Loss();
    }

    private static void Mentions(Action action, params string[] words)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    private static void Mentions<TResult>(Func<TResult> action, params string[] words) =>
        Mentions(() => { _ = action(); }, words);
}
