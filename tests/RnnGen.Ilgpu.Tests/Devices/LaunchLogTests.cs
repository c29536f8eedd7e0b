using ILGPU;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Use;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Which kernels may have failed, where a driver says only that one has.</summary>
public sealed class LaunchLogTests
{
    [Fact]
    public void Pending_OfManyLaunches_HasEachKernelOnce()
    {
        var log = new LaunchLog();
        Assert.Empty(log.Pending());
        log.Add("first");
        for (int i = 0; i < 1000; i++)
        {
            log.Add("product");
            log.Add("gates");
        }

        Assert.Equal(["gates", "product", "first"], log.Pending());
        Assert.Equal(2001, log.Count);
    }

    [Fact]
    public void Pending_OfManyThreads_HasAll()
    {
        var log = new LaunchLog();
        Parallel.For(0, 10_000, i => log.Add($"{i % 7}"));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], log.Pending().Order());
        Assert.Equal(10_000, log.Count);
        log.Finish(log.Count);
        Assert.Empty(log.Pending());
    }

    [Fact]
    public void Pending_WhereSomeAreDone_HasTheOthers()
    {
        var log = new LaunchLog();
        foreach (string name in (string[])["a", "b", "c"])
            log.Add(name);
        log.Finish(2);
        log.Finish(1);
        Assert.Equal(["c"], log.Pending());
        log.Finish(3);
        Assert.Empty(log.Pending());
    }

    [Fact]
    public void Add_AllocatesNothing()
    {
        var log = new LaunchLog();
        long least = long.MaxValue;
        for (int i = 0; i < 100; i++)
        {
            long start = GC.GetAllocatedBytesForCurrentThread();
            log.Add("a");
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - start);
        }

        Assert.Equal(0, least);
    }

    /// <summary>
    /// The driver's error stands in for that of a kernel that went wrong, which would end the process here.
    /// </summary>
    [OpenCLFact]
    public void Failure_BehindLaunches_NamesThoseThatNobodyHasWaitedFor()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        KernelCache kernels = device.Kernels;
        using var buffer = new DeviceBuffer<int>(kernels);
        using var mark = new StreamMark(kernels);
        ArrayView<int> view = buffer.Reserve(4);
        kernels.Launch(TestKernels.Add, 4, new TestKernels.Numbers { View = view });
        Assert.Equal(["TestKernels.Add"], Fail(kernels).Pending);
        mark.Set();
        kernels.Launch(TestKernels.Turn, 1, new TestKernels.Turns { View = view, Count = 1 });
        DeviceException e = Fail(kernels);
        Assert.Equal(["TestKernels.Turn", "TestKernels.Add"], e.Pending);
        Assert.Null(e.Kernel);
        Assert.EndsWith(
            "what was launched before has failed: CL_OUT_OF_RESOURCES. Launched since the driver last said that all is "
            + "well, the last one first: TestKernels.Turn, TestKernels.Add",
            e.Message);
        mark.Wait();
        Assert.Equal(["TestKernels.Turn"], Fail(kernels).Pending);
        kernels.Synchronize();
        e = Fail(kernels);
        Assert.Empty(e.Pending);
        Assert.EndsWith("what was launched before has failed: CL_OUT_OF_RESOURCES", e.Message);
    }

    /// <summary>Whoever waits for the device, in whatever way, knows that all before has done its work.</summary>
    [OpenCLTheory]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("mark")]
    [InlineData("parameters")]
    [InlineData("outputs")]
    public void Pending_BehindAWait_HasNothing(string what)
    {
        IlgpuDevice device = TestAccelerator.OpenCLDevice;
        KernelCache kernels = device.Kernels;
        using DeviceBuffer<int> buffer = StateBuffers.Zeros<int>(kernels, 4);
        using var mark = new StreamMark(kernels);
        Model<float> model = UsedRun.Of("own cell").Make();
        using var step = new TrainingStep<float>(model, new Adam(), device);
        step.Run(Batch<float>.FromFeatures(new float[2 * 3 * 5], 2, 3) with { Targets = new float[2 * 3 * 2] });
        kernels.Launch(TestKernels.Add, 4, new TestKernels.Numbers { View = buffer.View });
        Assert.Contains("TestKernels.Add", kernels.Launches.Pending());
        switch (what)
        {
            case "read":
                buffer.Read<int>(new int[4]);
                break;
            case "write":
                buffer.Write<int>(new int[4]);
                break;
            case "mark":
                mark.Set();
                mark.Wait();
                break;
            case "parameters":
                _ = model.Parameters.Flat;
                break;
            default:
                _ = step.Pass.Outputs;
                break;
        }

        Assert.Empty(kernels.Launches.Pending());
    }

    /// <summary>A message names some, the exception all.</summary>
    [Fact]
    public void Failure_BehindManyKernels_SaysHowManyMoreThereAre()
    {
        var log = new LaunchLog();
        for (int i = 0; i < 40; i++)
            log.Add($"kernel{i}");
        DeviceException e = new DeviceErrors("device", log).Of(
            "it failed", new CLException(CLError.CL_OUT_OF_RESOURCES));
        Assert.Equal(40, e.Pending.Count);
        Assert.Contains("the last one first: kernel39, kernel38, ", e.Message);
        Assert.EndsWith(", kernel24 and 24 more", e.Message);
    }

    private static DeviceException Fail(KernelCache kernels) => Assert.Throws<DeviceException>(() => kernels.Try(
        "what was launched before has failed", 0,
        static _ => throw new CLException(CLError.CL_OUT_OF_RESOURCES)));
}
