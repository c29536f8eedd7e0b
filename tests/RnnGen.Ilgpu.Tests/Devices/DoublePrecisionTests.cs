using System.Reflection;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;

namespace RnnGen.Ilgpu.Tests;

/// <summary>
/// An OpenCL device that computes in float32 only, as some GPUs do. ILGPU asks the device before it writes a kernel:
/// told that there is no double precision, it refuses every kernel that has some.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class DoublePrecisionTests
{
    private static readonly Lazy<IlgpuDevice?> s_device = new(OpenWithout);

    /// <summary>Outputs, gradients, decoding and the loss of an evaluation need none.</summary>
    [OpenCLFact]
    public void Predict_WhereThereIsNone_SaysWhatTheProcessorSays()
    {
        if (s_device.Value is not { } device)
            return;
        Sample<float>[] series = UsedSamples.Series(5), replies = UsedSamples.Replies(5);
        var model = new UsedModels.OwnCell(1);
        double expected = model.Evaluate(series).Loss;
        model.Device = device;
        Agreement.Close<double>([expected], [model.Evaluate(series).Loss], "loss");
        using Pass<float> pass = model.CreatePass(device);
        pass.Forward(Batch<float>.FromFeatures(new float[2 * 3 * 5], 2, 3));
        pass.Backward(new float[pass.Outputs.Length]);

        var replier = new UsedModels.Replier(5);
        Decoding how = Decoding.Beam(width: 2) with { MaximumLength = 4 };
        IReadOnlyList<Decoded> said = replier.Generate(replies, how);
        replier.Device = device;
        IReadOnlyList<Decoded> there = replier.Generate(replies, how);
        Assert.Equal(said.Select(static one => one.Tokens), there.Select(static one => one.Tokens));
    }

    [OpenCLFact]
    public void Train_WhereThereIsNone_SaysWhatIsMissing()
    {
        if (s_device.Value is not { } device)
            return;
        var model = new UsedModels.OwnCell(1);
        long before = device.UsedMemory;
        foreach (Action use in (Action[])
            [() => _ = new TrainingStep<float>(model, new Adam(), device),
                () => _ = new Trainer<float>(model, new Adam(), device), () => device.Prepare(model, new Adam())])
        {
            DeviceException e = Assert.Throws<DeviceException>(use);
            Assert.Equal(
                $"{device.Name} has no double precision (cl_khr_fp64), in which training sums losses and norms. Models "
                + "in float32 predict, decode and are evaluated on it; train them on the processor or on another "
                + "device.",
                e.Message);
        }

        Assert.Equal(before, device.UsedMemory);
    }

    [OpenCLFact]
    public void Model_InDouble_WhereThereIsNone_SaysWhatIsMissing()
    {
        if (s_device.Value is not { } device)
            return;
        var model = new DoubleKernels(1);
        foreach (Action use in (Action[])
            [() => model.Device = device, () => model.CreatePass(device), () => device.Prepare(model)])
        {
            DeviceException e = Assert.Throws<DeviceException>(use);
            Assert.Equal(
                $"{device.Name} has no double precision (cl_khr_fp64), in which DoubleKernels computes. Models in "
                + "float32 can be computed on it.",
                e.Message);
        }

        Assert.Null(model.Device);
    }

    /// <summary>What the other tests stand on: a kernel in double is refused, and would end the device.</summary>
    [OpenCLFact]
    public void Kernel_InDouble_WhereThereIsNone_CannotBeCompiled()
    {
        if (OpenWithout() is not { } device)
            return;
        using IlgpuDevice opened = device;
        DeviceException e = Assert.Throws<DeviceException>(() => device.Kernels.Get<SumArguments>(SumKernels.Start));
        Assert.Contains("Float64", e.Message);
    }

    // Not a device of CUDA, which all have it.
    private static IlgpuDevice? OpenWithout()
    {
        IlgpuDeviceInfo info = new DeviceSearch(TestDevices.Kind).Devices.First(static info => info.IsUsable);
        if (info.Source is not CLDevice device)
            return null;
        typeof(CLCapabilityContext).GetProperty(nameof(CLCapabilityContext.Float64))!
            .GetSetMethod(nonPublic: true)!.Invoke(device.Capabilities, [false]);
        return IlgpuDevice.OpenOne(info, []);
    }
}
