using RnnGen.Execution;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests;

/// <summary>
/// Training within a budget of memory on a device: the same numbers, from a segment of time at a time.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class SegmentTests
{
    private const double Tolerance = 1e-11;
    private const int Rows = 7, Steps = 13, Longest = 11;

    // There is room for more steps than the longest row has.
    private static readonly int[] s_lengths = [4, 0, 11, 9, 11, 1, 8];

    [OpenCLTheory]
    [InlineData("dropped", 1)]
    [InlineData("dropped", 4)]
    [InlineData("mean", 3)]
    [InlineData("pair", 5)]
    [InlineData("pair", 10)]
    public void Train_InSegments_GivesTheWholeBatchsNumbers(string kind, int each)
    {
        IlgpuDevice device = TestAccelerator.OpenCLDevice;
        Model<double> model = Create(kind);
        Batch<double> batch = Draw(model.Info);
        using TrainingStep<double> host = Train(model, batch, null, 0);
        using TrainingStep<double> whole = Train(model, batch, device, 0);
        using TrainingStep<double> cut = Train(model, batch, device, Room(model, device, each));
        Assert.InRange(cut.Pass.SegmentSteps(Rows, Longest), 1, each);
        AssertSame(host.Pass, whole.Pass, model.Info);
        AssertSame(host.Pass, cut.Pass, model.Info);

        // On the device alone, forward has the same bits in segments.
        Assert.Equal(whole.Pass.Outputs.ToArray(), cut.Pass.Outputs.ToArray());
        Assert.Equal(whole.Pass.FinalStates.ToArray(), cut.Pass.FinalStates.ToArray());
        Assert.Equal(whole.Pass.Losses.ToArray(), cut.Pass.Losses.ToArray());
    }

    [OpenCLFact]
    public void Run_InSegments_MovesAsTheWholeBatch()
    {
        double[] Move(Device? device, int each)
        {
            Model<double> model = Create("dropped");
            using var step = new TrainingStep<double>(model, new LazyAdam(1e-2), device) { ClipNorm = 0.1 };
            step.ActivationBudget = each == 0 ? 0 : Room(model, TestAccelerator.OpenCLDevice, each);
            Batch<double> batch = Draw(model.Info);
            for (int i = 0; i < 3; i++)
                step.Run(batch);
            Assert.Equal(device != null, step.Pass.IsTrainedOnDevice);
            step.Run([batch, batch]);
            return [.. model.Parameters.Flat];
        }

        double[] expected = Move(null, 0), actual = Move(TestAccelerator.OpenCLDevice, 4);
        Agreement.Close<double>(expected, actual, "parameter", 1e-9);
        Assert.Equal(actual, Move(TestAccelerator.OpenCLDevice, 4));
    }

    [OpenCLFact]
    public void Outputs_ThatNobodyKept_AreRefused()
    {
        Model<double> model = Create("mean");
        using var step = new TrainingStep<double>(model, new Sgd(1), TestAccelerator.OpenCLDevice)
        {
            ActivationBudget = Room(model, TestAccelerator.OpenCLDevice, 3),
        };
        step.Pass.KeepsOutputs = false;
        step.Run(Draw(model.Info));
        Assert.Equal(Rows * model.Info.States.Sum(static state => state.Size), step.Pass.FinalStates.Length);
        Assert.Throws<InvalidOperationException>(() => step.Pass.Outputs.Length);
    }

    private static Model<double> Create(string kind) => kind switch
    {
        "dropped" => new DroppedSegments(3),
        "mean" => new MeanSegments(3),
        _ => new PairSegments(3),
    };

    private static TrainingStep<double> Train(Model<double> model, Batch<double> batch, Device? device, long budget)
    {
        var step = new TrainingStep<double>(model, new Sgd(1), device) { ActivationBudget = budget };
        step.Pass.WantsInputGradient = true;
        step.Pass.RequireTrainable(batch);
        step.Pass.Train(batch);
        return step;
    }

    private static void AssertSame(Pass<double> expected, Pass<double> actual, ModelInfo info)
    {
        for (int head = 0; head < info.Heads.Count; head++)
        {
            string name = info.Heads[head].Name;
            Agreement.Close(expected.OutputsOf(name), actual.OutputsOf(name), name, Tolerance);
            Agreement.Close(expected.LossesOf(name), actual.LossesOf(name), name + " loss", Tolerance);
            Assert.Equal(expected.LossSum(head), actual.LossSum(head), Tolerance);
            Assert.Equal(expected.LossDenominator(head), actual.LossDenominator(head));
        }

        Agreement.Close(expected.FinalStates, actual.FinalStates, "final state", Tolerance);
        Agreement.Close<double>(expected.Gradients, actual.Gradients, "gradient", Tolerance);
        Agreement.Close(expected.InitialStateGradient, actual.InitialStateGradient, "state gradient", Tolerance);
        Agreement.Close(expected.InputGradient, actual.InputGradient, "input gradient", Tolerance);
    }

    /// <summary>Bytes of activations of so many steps on a device.</summary>
    private static long Room(Model<double> model, Device device, int steps)
    {
        using var work = new Workspace<double>(device.Open(model));
        return work.Room(Rows, steps, training: true) * sizeof(double);
    }

    private static Batch<double> Draw(ModelInfo info)
    {
        var random = new Random(5);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        int[] Integers(int count, int bound) => [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))];
        int Length(HeadInfo head) => Rows * head.Width * (head.PerStep ? Steps : 1);
        if (info.Vocabulary > 0)
        {
            return Batch<double>.FromTokens(Integers(Rows * Steps, 11), Rows, Steps, s_lengths) with
            {
                Classes = Integers(Rows * Steps, 3),
                SampleWeights = Numbers(Rows * Steps),
            };
        }

        return Batch<double>.FromFeatures(Numbers(Rows * Steps * 3), Rows, Steps, s_lengths) with
        {
            Targets = Numbers(Length(info.Heads[0])),
            SampleWeights = Numbers(Rows),
            MoreTargets = info.Heads.Skip(1).ToDictionary(
                static head => head.Name, head => new BatchTarget<double> { Values = Numbers(Length(head)) }),
        };
    }
}
