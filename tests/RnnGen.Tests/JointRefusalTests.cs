namespace RnnGen.Tests;

/// <summary>What goes with one input and one head refuses more by name.</summary>
public sealed class JointRefusalTests
{
    private const string Inputs = "it reads several inputs (words, shapes, replies, marks, context).";

    private readonly JointModel<float> _model = new();

    [Fact]
    public void Cuts_InTime_AreRefused()
    {
        using var step = new TrainingStep<float>(_model, new Sgd(0.1));
        Refuses(
            () => step.ActivationBudget = 1000,
            "ActivationBudget cuts sequences in time, but Joint cannot be cut: " + Inputs);
        using var trainer = new Trainer<float>(_model, new Sgd(0.1));
        Refuses(
            () => trainer.Truncation = new Truncation(2),
            "Truncation cuts sequences in time, but Joint cannot be cut: " + Inputs);
        Refuses(
            () => _model.Evaluate(JointModel<float>.Samples(2, seed: 1), carry: new Truncation(2)),
            "carry cuts sequences in time, but Joint cannot be cut: " + Inputs);
        Assert.Equal((0, null), (step.ActivationBudget, trainer.Truncation));
    }

    [Fact]
    public void Steps_OneAfterTheOther_AreRefused()
    {
        Refuses(() => _model.CreateStream(), "Joint cannot stream: " + Inputs);
        Refuses(
            () => _model.Generate([1, 2], new GreedyDecoding { MaximumLength = 3 }),
            "Joint cannot go on with a prompt: " + Inputs);
        Refuses(
            () => _model.Forecast([Sample<float>.FromFeatures(new float[2], 1)], 2),
            "Joint cannot forecast: " + Inputs);
    }

    [Theory]
    [InlineData(LossKind.Crf)]
    [InlineData(LossKind.Ctc)]
    public void Losses_OfWholeSequences_GoWithTheFirstHead(LossKind kind)
    {
        var refused = Assert.Throws<NotSupportedException>(() => new JointModel<float>(kind: kind));
        Assert.Equal(
            $"Joint declares the loss {kind} for 'kind'; it goes with the first output, 'scores'.", refused.Message);
    }

    private static void Refuses(Action action, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(action).Message);
}
