using System.Numerics;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Losses that are declared as expressions, computed and differentiated on a device.</summary>
[Collection(DeviceCollection.Name)]
public sealed class ObjectiveTests
{
    // There is room for one step more than the longest row has.
    private const int Rows = 7, Steps = 6;
    private static readonly int[] s_lengths = [4, 1, 5, 0, 2, 5, 3];

    /// <summary>How many weights targets have: none, one a row or one a loss.</summary>
    public static TheoryData<int> Weights => [0, 1, 2];

    [OpenCLTheory]
    [MemberData(nameof(Weights))]
    public void Train_PerStep_AgreesWithTheProcessor(int weights)
        => Check<float>(static () => new BentObjective(1), TestAccelerator.OpenCLDevice, weights);

    [OpenCLTheory]
    [MemberData(nameof(Weights))]
    public void Train_PerSequence_AgreesWithTheProcessor(int weights)
        => Check<float>(static () => new PinballObjective(1), TestAccelerator.OpenCLDevice, weights);

    [OpenCLTheory]
    [MemberData(nameof(Weights))]
    public void Train_OfTwoHeads_AgreesWithTheProcessor(int weights)
        => Check<float>(static () => new PairObjective(1), TestAccelerator.OpenCLDevice, weights);

    [OpenCLFact]
    public void Train_InDouble_AgreesWithTheProcessor()
        => Check<double>(static () => new DoubleObjective(1), TestAccelerator.OpenCLDevice, 2);

    [Fact]
    public void Train_OnTheSimulator_AgreesWithTheProcessor()
        => Check<float>(static () => new PairObjective(1), TestAccelerator.CpuDevice, 1);

    private static void Check<T>(Func<Model<T>> create, Device device, int weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isDouble = typeof(T) == typeof(double);
        (double losses, double gradients) = isDouble ? (1e-12, 1e-11) : (1e-5, 5e-5);
        Model<T> host = create(), there = create();
        using var hostStep = new TrainingStep<T>(host, new Sgd(0.05));
        using var step = new TrainingStep<T>(there, new Sgd(0.05), device);
        Batch<T> batch = MakeBatch<T>(host.Info, weights);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(hostStep.Run(batch), step.Run(batch), losses * 10);
            Assert.True(step.Pass.IsTrainedOnDevice);
            foreach (HeadInfo head in host.Info.Heads)
                Close(hostStep.Pass.LossesOf(head.Name), step.Pass.LossesOf(head.Name), "loss", losses);
            Close<T>(hostStep.Pass.Gradients, step.Pass.Gradients, "gradient", gradients);
            Close<T>(host.Parameters.Flat, there.Parameters.Flat, "parameter", gradients);
        }
    }

    private static Batch<T> MakeBatch<T>(ModelInfo info, int weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchTarget<T> first = Target<T>(info.Heads[0], weights, 2);
        return Batch<T>.FromFeatures(Values<T>(Rows * Steps * 3, 1), Rows, Steps, s_lengths) with
        {
            Targets = first.Values,
            SampleWeights = first.Weights,
            MoreTargets = info.Heads.Skip(1).ToDictionary(
                static head => head.Name, head => Target<T>(head, weights, 3)),
        };
    }

    private static BatchTarget<T> Target<T>(HeadInfo head, int weights, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = Rows * head.Width * (head.PerStep ? Steps : 1);
        return new BatchTarget<T>
        {
            Values = Values<T>(count, seed),
            Weights = weights == 0 ? default : Values<T>(weights == 1 ? Rows : count, seed + 10),
        };
    }

    private static T[] Values<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((2 * random.NextDouble()) - 1))];
    }

    private static void Close<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Contains(expected.ToArray(), static value => value != T.Zero);
        Agreement.Close(expected, actual, what, tolerance);
    }
}
