namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Keeps the loss of each step.</summary>
internal sealed class LossRecorder : TrainingCallback
{
    /// <summary>The losses in the order of steps.</summary>
    public List<double> Losses { get; } = [];

    public override void OnStep(TrainingContext context) => Losses.Add(context.Loss);
}
