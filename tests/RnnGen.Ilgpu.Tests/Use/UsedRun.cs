namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Training of one kind of model, here or there, always from the same seed.</summary>
/// <param name="Make">Makes the model.</param>
/// <param name="Samples">What it is trained on.</param>
internal sealed record UsedRun(Func<Model<float>> Make, Sample<float>[] Samples)
{
    /// <summary>Each by a name.</summary>
    public static UsedRun Of(string name) => name switch
    {
        "classifier" => new UsedRun(static () => new UsedModels.Classifier(1), UsedSamples.Features()),
        "tagger" => new UsedRun(static () => new UsedModels.Tagger(2), UsedSamples.Tagged()),
        "own cell" => new UsedRun(static () => new UsedModels.OwnCell(3), UsedSamples.Series()),
        "writer" => new UsedRun(static () => new UsedModels.Writer(4), UsedSamples.Text()),
        "replier" => new UsedRun(static () => new UsedModels.Replier(5), UsedSamples.Replies()),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    /// <summary>What sets more than the number of steps.</summary>
    public Action<Trainer<float>> Settings { get; init; } = static _ => { };

    /// <summary>Trains on a device, or on the processor where it is null.</summary>
    /// <param name="device">The device.</param>
    /// <param name="steps">Steps of the optimizer in all.</param>
    /// <param name="from">A checkpoint to go on from.</param>
    /// <param name="to">Where to leave one.</param>
    /// <returns>The losses of all steps taken, and the model.</returns>
    public (double[] Losses, Model<float> Model) Train(
        Device? device, int steps, string? from = null, string? to = null)
    {
        Model<float> model = Make();
        var losses = new LossRecorder();
        using var trainer = new Trainer<float>(model, new Adam(5e-3), device)
        {
            BatchSize = 16,
            ClipNorm = 1,
            MaxSteps = steps,
            Callbacks = { losses },
        };
        Settings(trainer);
        if (from != null)
            trainer.Resume(from);
        trainer.Fit(Samples, epochs: 100);
        if (to != null)
            trainer.SaveCheckpoint(to);
        return ([.. losses.Losses], model);
    }
}
