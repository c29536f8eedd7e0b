using RnnGen.Program;

namespace RnnGen;

/// <content>What a decoder reads of its own while it is trained.</content>
public sealed partial class Trainer<T>
{
    private OwnTokens<T>? _ownTokens;

    /// <summary>
    /// How often a decoder reads what it would have said itself instead of the true token, or null, the default, for
    /// never. Only of a model with <see cref="ModelInfo.Step"/>; it decodes each batch before it trains on it.
    /// </summary>
    public ScheduledSampling? ScheduledSampling { get; set; }

    /// <summary>Puts tokens of the model's own into a batch that is trained on next.</summary>
    internal void MixOwnTokens(Batch<T> batch, BatchBuilder<T> builder)
    {
        double probability = ScheduledSampling?.OwnProbability(_step.StepCount) ?? 0;
        if (probability == 0)
            return;
        _ownTokens ??= new OwnTokens<T>(Model, _device);
        var draw = new OwnDraw(Seed, _step.Pass.Step, probability, ScheduledSampling!.Draws);
        _ownTokens.Mix(batch, builder.TokensOf(Model.Info.Step!.Input), draw);
    }
}
