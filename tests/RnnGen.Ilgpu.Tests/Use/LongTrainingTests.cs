using RnnGen.Ilgpu.Tests.Kernels;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// A run of some hundred steps in double, here and there. What is rounded differently grows with every step, from so
/// little in double that it stays far below anything else: another order of samples, another mask, another last batch,
/// another rate or another formula would show from the step on at which it came in.
/// </summary>
public sealed partial class LongTrainingTests
{
    private const int Steps = 240;

    [OpenCLFact]
    public void Train_HundredsOfStepsInDouble_StaysAtTheProcessors()
    {
        (double[] expected, double[] parameters) = Train(null);
        (double[] actual, double[] moved) = Train(TestAccelerator.OpenCLDevice);
        Assert.Equal(Steps, expected.Length);
        Assert.True(expected[^20..].Average() < 0.9 * expected[..20].Average(), "It has not learned.");
        for (int step = 0; step < Steps; step++)
            Assert.True(Math.Abs(expected[step] - actual[step]) < 1e-9, $"{step}: {expected[step]} {actual[step]}");
        for (int i = 0; i < parameters.Length; i++)
            Assert.True(Math.Abs(parameters[i] - moved[i]) < 1e-9, $"{i}: {parameters[i]} {moved[i]}");
    }

    /// <summary>
    /// 50 samples in batches of 16, so that each epoch ends with one of 2; shuffled, in buckets of lengths.
    /// </summary>
    private static (double[] Losses, double[] Parameters) Train(Device? device)
    {
        var model = new Exact(1);
        var losses = new LossRecorder();
        using var trainer = new Trainer<double>(model, new AdamW(5e-3), device)
        {
            BatchSize = 16,
            ClipNorm = 1,
            MaxSteps = Steps,
            Schedule = new WarmUp(10, new CosineAnnealing(Steps) { Unit = ScheduleUnit.Step }),
            Callbacks = { losses },
        };
        trainer.Fit(Samples(), epochs: 1000);
        return ([.. losses.Losses], model.Parameters.Flat.ToArray());
    }

    private static Sample<double>[] Samples() =>
    [
        .. UsedSamples.Features(50).Select(static sample => Sample<double>.FromFeatures(
            Array.ConvertAll(sample.Features.ToArray(), static x => (double)x), sample.Steps) with
        {
            Class = sample.Class,
        }),
    ];

    [RnnModel(Precision = Precision.Double)]
    [Input(5)]
    [Lstm(12, Layers = 2, Dropout = 0.2, RecurrentDropout = 0.1)]
    [MeanPool]
    [Dense(3)]
    [CrossEntropy]
    public sealed partial class Exact;
}
