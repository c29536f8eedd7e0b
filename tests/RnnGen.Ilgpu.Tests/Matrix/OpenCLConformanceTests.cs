using RnnGen.Conformance.Tests;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Use;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>
/// The processor against OpenCL, and OpenCL against itself, over cells, layers, directions, lengths and dropout:
/// some stacks of a pairwise cover, the cover or every combination, as RNNGEN_DEVICE_MATRIX says.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class OpenCLConformanceTests(MatrixReport report) : BackendSuite, IClassFixture<MatrixReport>
{
    private const double Bound = 5e-5;

    private static readonly IBackend s_processor = new CpuBackend();

    /// <summary>Names of the chosen cases.</summary>
    public static TheoryData<string> Cases => [.. DeviceCase.Chosen.Select(static one => one.Name)];

    /// <summary>The deepest stack, or all.</summary>
    public static TheoryData<string> Deep => DeviceCase.IsWhole ? Cases : [DeviceCase.Chosen[^1].Name];

    /// <summary>Names of the cases for finite differences.</summary>
    public static TheoryData<string> PlainCases => [.. DeviceCase.Plain.Select(static one => one.Name)];

    /// <inheritdoc/>
    protected override IBackend Backend => new DeviceBackend(Device);

    private static IlgpuDevice Device => TestAccelerator.OpenCLDevice;

    [OpenCLTheory]
    [MemberData(nameof(PlainCases))]
    public override void Gradients_InDouble_EqualFiniteDifferences(string name)
        => base.Gradients_InDouble_EqualFiniteDifferences(name);

    [OpenCLTheory]
    [MemberData(nameof(Cases))]
    public override void Single_AgainstTheReference_StaysWithinBounds(string name)
    {
        base.Single_AgainstTheReference_StaysWithinBounds(name);
        foreach ((Model<float> model, StackCase drawn) in Large(name))
        {
            // Evaluation is another form, with kernels of its own.
            StackResult expected = s_processor.Evaluate(model, drawn, gradients: false);
            StackResult actual = Backend.Evaluate(model, drawn, gradients: false);
            Results.Close(expected, actual, forward: 1e-5, gradient: 0);
            report.Add(name, Kinds("evaluation", expected, actual));
            report.Add(name, Kinds(
                "training form", Reference(name, drawn), Backend.Evaluate(model, drawn, gradients: true)));
        }
    }

    [OpenCLTheory]
    [MemberData(nameof(Cases))]
    public override void Rerun_OfTheSameBatch_HasTheSameBits(string name)
        => base.Rerun_OfTheSameBatch_HasTheSameBits(name);

    [OpenCLTheory]
    [MemberData(nameof(Cases))]
    public void Training_OnTheDevice_MovesAsOnTheProcessorAndAgainWithTheSameBits(string name)
    {
        StackCase drawn = Large(name).First().Drawn;
        TrainedSteps actual = Train(name, drawn, Device);
        (string Kind, double Error)[] errors = [.. Train(name, drawn, null).Errors(actual)];
        report.Add(name, errors);
        Assert.All(errors, static error => Assert.True(error.Error <= Bound, $"{error.Kind}: {error.Error:E2}"));
        actual.SameBits(Train(name, drawn, Device));
    }

    /// <summary>
    /// What nobody has written is anything at all on a GPU, and zero where a test would like to see it.
    /// </summary>
    [OpenCLTheory]
    [MemberData(nameof(Cases))]
    public void Memory_ThatHoldsAnything_ChangesNoBit(string name)
    {
        (Model<float> model, StackCase drawn) = Large(name).First();
        StackResult training = Backend.Evaluate(model, drawn, gradients: true);
        StackResult evaluation = Backend.Evaluate(model, drawn, gradients: false);
        TrainedSteps steps = Train(name, drawn, Device, 1);
        Device.Kernels.PoisonsMemory = true;
        try
        {
            Results.SameBits(training, Backend.Evaluate(model, drawn, gradients: true));
            Results.SameBits(evaluation, Backend.Evaluate(model, drawn, gradients: false));
            steps.SameBits(Train(name, drawn, Device, 1));
        }
        finally
        {
            Device.Kernels.PoisonsMemory = false;
        }
    }

    /// <summary>Groups and tiles as GPUs have them.</summary>
    [OpenCLTheory]
    [MemberData(nameof(Deep))]
    public void Groups_OfAGpu_StayWithinBounds(string name)
    {
        Device.Kernels.FixedGroup = (64, 4);
        Device.Kernels.FixedForm = KernelForm.Tiles;
        try
        {
            base.Single_AgainstTheReference_StaysWithinBounds(name);
        }
        finally
        {
            Device.Kernels.FixedGroup = null;
            Device.Kernels.FixedForm = null;
        }
    }

    [OpenCLFact]
    public void Device_OpenedAgain_HasTheSameBits()
    {
        string name = DeviceCase.Chosen[0].Name;
        (Model<float> model, StackCase drawn) = Large(name).First();
        (StackResult Result, TrainedSteps Steps)[] runs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
            var backend = new DeviceBackend(device);
            return (backend.Evaluate(model, drawn, gradients: true), Train(name, drawn, device));
        })];
        Results.SameBits(runs[0].Result, runs[1].Result);
        runs[0].Steps.SameBits(runs[1].Steps);
    }

    /// <inheritdoc/>
    protected override (Model<double> Model, StackCase Drawn) Small(string name)
    {
        var one = DeviceCase.Find(name);
        Model<double> model = DeviceModels.Create<double>(one.Small);
        return (model, one.DrawSmall(model.Info, Seed(name)));
    }

    /// <inheritdoc/>
    protected override IEnumerable<(Model<float> Model, StackCase Drawn)> Large(string name)
    {
        var one = DeviceCase.Find(name);
        Model<float> model = DeviceModels.Create<float>(one.Large);
        return one.DrawLarge(model.Info, Seed(name)).Select(drawn => (model, drawn));
    }

    /// <summary>The processor, in the same precision.</summary>
    protected override StackResult Reference(string name, StackCase drawn)
        => s_processor.Evaluate(DeviceModels.Create<float>(DeviceCase.Find(name).Large), drawn, gradients: true);

    private static TrainedSteps Train(string name, StackCase drawn, Device? device, int steps = 3)
        => TrainedSteps.Of(DeviceModels.Create<float>(DeviceCase.Find(name).Large), drawn, device, steps);

    private static IEnumerable<(string Kind, double Error)> Kinds(
        string form, StackResult expected, StackResult actual)
        => Results.Errors(expected, actual).Select(one => ($"{form}: {Kind(one.Name)}", one.Error));

    /// <summary>Of the tensors of one kind the worst counts.</summary>
    private static string Kind(string name) => name switch
    {
        "output" or "loss" or "losses" => name,
        "grad input" => "gradient of the input",
        _ when name.StartsWith("grad ", StringComparison.Ordinal) => name.Contains("weight_", StringComparison.Ordinal)
            || name.Contains("bias", StringComparison.Ordinal) || name.Contains("norm", StringComparison.Ordinal)
            || name.Contains("dense", StringComparison.Ordinal)
            ? "gradient of parameters"
            : "gradient of initial states",
        _ => "final states",
    };
}
