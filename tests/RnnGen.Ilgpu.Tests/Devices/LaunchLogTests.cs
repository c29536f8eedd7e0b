using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Which kernels may have failed, where a driver says only that one has.</summary>
public sealed class LaunchLogTests
{
    [Fact]
    public void Pending_OfManyLaunches_HasEachOfTheLastOnesOnce()
    {
        var log = new LaunchLog();
        Assert.Empty(log.Pending());
        log.Add("forgotten");
        for (int i = 0; i < LaunchLog.Length / 2; i++)
        {
            log.Add("product");
            log.Add("gates");
        }

        Assert.Equal(["gates", "product"], log.Pending());
        Assert.Equal(LaunchLog.Length + 1, log.Count);
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

    private static DeviceException Fail(KernelCache kernels) => Assert.Throws<DeviceException>(() => kernels.Try(
        "what was launched before has failed", 0,
        static _ => throw new CLException(CLError.CL_OUT_OF_RESOURCES)));
}
