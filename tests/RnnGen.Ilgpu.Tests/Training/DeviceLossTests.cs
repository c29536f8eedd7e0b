using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class DeviceLossTests
{
    // The host's softmax of floats is of floats.
    private const double Singles = 1e-6;
    private const double Doubles = 1e-12;

    public static TheoryData<LossKind, Reduction, int, bool> Elements()
    {
        var data = new TheoryData<LossKind, Reduction, int, bool>();
        foreach (LossKind kind in Enum.GetValues<LossKind>())
        {
            if (kind is LossKind.Crf or LossKind.Ctc or LossKind.Objective)
                continue;
            data.Add(kind, Reduction.Mean, 0, true);
            data.Add(kind, Reduction.Sum, 1, true);
            data.Add(kind, Reduction.None, 2, true);
            data.Add(kind, Reduction.Mean, 2, false);
        }

        return data;
    }

    public static TheoryData<LossKind> Kinds =>
        [.. Enum.GetValues<LossKind>().Where(static kind => kind != LossKind.Objective)];

    [DeviceTheory]
    [MemberData(nameof(Elements))]
    public void Compute_OfVectors_AgreesWithTheHost(LossKind kind, Reduction reduction, int weights, bool perStep) =>
        AssertAgrees(new LossCase { Info = Info(kind, reduction), Weights = weights, PerStep = perStep });

    [DeviceTheory]
    [MemberData(nameof(Kinds))]
    public void Compute_OnIlgpusProcessor_AgreesWithTheHost(LossKind kind)
    {
        var tiny = new LossCase
        {
            Info = Info(kind, Reduction.Mean),
            Weights = 1,
            IsCpu = true,
            Rows = 2,
            Steps = 3,
            Labels = 1,
        };
        tiny.AssertAgrees<float>(Singles);
    }

    [DeviceTheory]
    [MemberData(nameof(Kinds))]
    public void Compute_Evaluating_WritesLossesOnly(LossKind kind) =>
        AssertAgrees(new LossCase { Info = Info(kind, Reduction.Mean), Training = false });

    [DeviceTheory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    [InlineData(0.1, true)]
    public void Compute_CrossEntropy_OfManyClasses(double smoothing, bool hasWeights)
    {
        foreach (int width in (int[])[3, 32, 33, 64, 201])
        {
            AssertAgrees(new LossCase
            {
                Info = new LossInfo
                {
                    Kind = LossKind.CrossEntropy,
                    LabelSmoothing = smoothing,
                    ClassWeights = hasWeights ? Positive(width) : null,
                },
                Width = width,
                Weights = 2,
            });
        }
    }

    [DeviceTheory]
    [InlineData(true, Reduction.Mean, 0, 5)]
    [InlineData(false, Reduction.Sum, 1, 5)]
    [InlineData(true, Reduction.None, 1, 1)]
    [InlineData(true, Reduction.Mean, 1, 70)]
    public void Compute_Crf_AgreesWithTheHost(bool startEnd, Reduction reduction, int weights, int width) =>
        AssertAgrees(new LossCase
        {
            Info = Info(LossKind.Crf, reduction) with { StartEnd = startEnd },
            Width = width,
            Weights = weights,
            Steps = 9,
        });

    [DeviceFact]
    public void Compute_CrfThatForbids_AgreesWithTheHost() =>
        AssertAgrees(new LossCase { Info = Info(LossKind.Crf, Reduction.Mean), Forbids = true });

    [DeviceTheory]
    [InlineData(Reduction.Mean, true, 0, 5, 0)]
    [InlineData(Reduction.Sum, true, 1, 5, 3)]
    [InlineData(Reduction.None, true, 1, 70, 0)]
    [InlineData(Reduction.Mean, true, 1, 2, 1)]
    public void Compute_Ctc_AgreesWithTheHost(
        Reduction reduction, bool zeroInfinity, int weights, int width, int blank)
    {
        foreach (int labels in (int[])[0, 1, 3, 8])
        {
            AssertAgrees(new LossCase
            {
                Info = Info(LossKind.Ctc, reduction) with { ZeroInfinity = zeroInfinity, Blank = blank },
                Width = width,
                Weights = weights,
                Labels = Math.Max(1, labels),
                Steps = 10,
            });
        }
    }

    [DeviceFact]
    public void Compute_CtcOfTooFewSteps_IsInfinite() => AssertAgrees(new LossCase
    {
        Info = Info(LossKind.Ctc, Reduction.Sum) with { ZeroInfinity = false },
        Labels = 8,
        Steps = 5,
    });

    [DeviceFact]
    public void Compute_Objective_NeedsAKernelOfTheProgram()
    {
        var own = new LossCase
        {
            Info = new LossInfo { Kind = LossKind.Objective, Objective = Fourth },
        };
        Assert.Throws<NotSupportedException>(() => own.AssertAgrees<float>(Singles));
        own.AssertAgrees(Singles, DeviceObjective<float>.Of<FourthElement>());
    }

    private static void AssertAgrees(LossCase given)
    {
        given.AssertAgrees<float>(Singles);
        given.AssertAgrees<double>(Doubles);
    }

    private static LossInfo Info(LossKind kind, Reduction reduction) => new()
    {
        Kind = kind,
        Reduction = reduction,
        Beta = 0.8,
        Level = 0.3,
        IgnoreIndex = -7,
        ClassWeights = kind == LossKind.CrossEntropy ? Positive(5) : null,
        PositiveWeights = kind == LossKind.BinaryCrossEntropy ? Positive(5) : null,
        LabelSmoothing = kind == LossKind.CrossEntropy ? 0.2 : 0,
        ZeroInfinity = true,
        Parameters = kind == LossKind.Crf ? [1, 2, 3] : [],
    };

    private static double[] Positive(int count) =>
        [.. Numbers.Of<double>(count, 20).Select(static weight => 1.5 + weight)];

    private static double Fourth(double output, double target, out double gradient) =>
        default(FourthElement).Element(output, target, 1, out gradient);
}
