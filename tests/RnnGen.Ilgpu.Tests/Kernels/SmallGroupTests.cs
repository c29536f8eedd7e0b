using ILGPU;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>
/// A device whose groups have few threads, or whose kernels need so many registers: what is cut into tiles elsewhere is
/// computed all the same.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class SmallGroupTests : IDisposable
{
    private static KernelCache Device => TestAccelerator.OpenCL;

    public void Dispose() => (Device.FixedLimit, Device.FixedForm) = (null, null);

    [OpenCLTheory]
    [InlineData(255)]
    [InlineData(63)]
    [InlineData(1)]
    public void Tiles_InGroupsThatAreTooSmall_EqualPlainLoops(int limit)
    {
        Device.FixedLimit = limit;
        ProductCases<float>.Product(
            Device, new(67, 61, 4, 64), 1029, ProductCases<float>.Start.Bias, KernelForm.Tiles);
        ProductCases<float>.Product(Device, new(3, 5, 4, 16), 7, ProductCases<float>.Start.Target, KernelForm.Tiles);
        ProductCases<double>.AccumulateWeights(Device, 2051, 40, 128, hasBias: true, KernelForm.Tiles);
        ProductCases<float>.AddSums(Device, 130, 37, KernelForm.Tiles);
        foreach (bool isAdditive in (bool[])[false, true])
            AttentionCases<float>.Run(Device, isAdditive, 16, 33, axis: 1, memoryAxis: 0, KernelForm.Tiles);
    }

    /// <summary>With a loss whose groups have any number of threads.</summary>
    [OpenCLFact]
    public void Run_InGroupsThatAreTooSmall_MovesAsOnTheProcessor()
    {
        (Device.FixedLimit, Device.FixedForm) = (16, KernelForm.Tiles);
        (double[] expected, Model<float> model) = Train(null);
        (double[] actual, Model<float> other) = Train(TestAccelerator.OpenCLDevice);
        Agreement.Close<double>(expected, actual, "loss");
        Agreement.Close(model, other);
    }

    [OpenCLFact]
    public void Launch_OfAGroupThatIsTooLarge_SaysHowManyThereCanBe()
    {
        Device.FixedLimit = 32;
        DeviceException e = Assert.Throws<DeviceException>(() => Device.Get<TestKernels.Numbers>(TestKernels.Add)(
            Device.Stream, new KernelConfig(3, 33), default));
        Assert.Equal(
            $"{Device.Device}: kernel TestKernels.Add could not be launched with 3 groups of 33 threads: a group of it "
            + "has 32 at most.",
            e.Message);
        Assert.Equal("TestKernels.Add", e.Kernel);
    }

    private static (double[] Losses, Model<float> Model) Train(Device? device)
    {
        var model = new TaggerKernels(1);
        using var step = new TrainingStep<float>(model, new Adam(1e-2), device);
        Batch<float> batch = BlankBatch<float>.Of(model, isRagged: true);
        return ([.. Enumerable.Range(0, 3).Select(_ => step.Run(batch))], model);
    }
}
