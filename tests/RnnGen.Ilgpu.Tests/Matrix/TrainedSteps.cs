using RnnGen.Conformance.Tests;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>What some steps of training come to.</summary>
/// <param name="Losses">The loss of each.</param>
/// <param name="Norms">The norm of each gradient.</param>
/// <param name="Parameters">All parameters behind the last.</param>
internal sealed record TrainedSteps(double[] Losses, double[] Norms, double[] Parameters)
{
    /// <summary>
    /// Trains on a device, or on the processor where it is null, with momentum and clipping. No rule that divides by
    /// the size of a gradient: where that is rounding alone, it moves whole steps by it.
    /// </summary>
    public static TrainedSteps Of(Model<float> model, StackCase drawn, Device? device, int steps = 3)
    {
        new ModelBinding<float>(model).Write(drawn.Weights);
        Batch<float> batch = CpuBackend.CreateBatch<float>(model.Info, drawn);
        using var step = new TrainingStep<float>(model, new Sgd(0.2) { Momentum = 0.9 }, device) { ClipNorm = 0.5 };
        Assert.Equal(device != null, step.Pass.Training != null);
        var losses = new double[steps];
        var norms = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            step.Pass.Step = i;
            losses[i] = step.Run(batch);
            norms[i] = step.LastGradientNorm;
        }

        return new TrainedSteps(losses, norms, Floats.ToDoubles<float>(model.Parameters.Flat));
    }

    /// <summary>How far two are apart, relative to the largest of each kind where that is above 1.</summary>
    public IEnumerable<(string Kind, double Error)> Errors(TrainedSteps actual) =>
    [
        ("training: losses", Results.Error(Losses, actual.Losses)),
        ("training: norms", Results.Error(Norms, actual.Norms)),
        ("training: parameters", Results.Error(Parameters, actual.Parameters)),
    ];

    /// <summary>Asserts that all bits are the same.</summary>
    public void SameBits(TrainedSteps actual)
    {
        Results.SameBits(Losses, actual.Losses, "loss");
        Results.SameBits(Norms, actual.Norms, "norm");
        Results.SameBits(Parameters, actual.Parameters, "parameter");
    }
}
