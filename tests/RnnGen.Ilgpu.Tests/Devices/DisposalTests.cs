using System.Diagnostics;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Counts what the process holds, so that nothing may run beside it.</summary>
[Collection(nameof(DisposalTests))]
public sealed class DisposalTests
{
    [CollectionDefinition(nameof(DisposalTests), DisableParallelization = true)]
    public sealed class Alone;

    [OpenCLFact]
    public void Dispose_ManyDevices_LeaveNothingBehind()
    {
        Use(5);
        (long memory, int handles, int threads) before = Held();
        Use(25);
        (long memory, int handles, int threads) after = Held();
        Assert.True(after.memory < before.memory + (64 << 20), $"{before.memory:N0} to {after.memory:N0} bytes");
        Assert.True(after.handles <= before.handles + 10, $"{before.handles} to {after.handles} handles");
        Assert.True(after.threads <= before.threads + 10, $"{before.threads} to {after.threads} threads");
    }

    [Fact]
    public void Use_AfterDisposal_Throws()
    {
        IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        var buffer = new DeviceBuffer<int>(device.Kernels);
        var host = new StagingBuffer<int>(device.Kernels);
        buffer.Reserve(3);
        host.Reserve(3);
        var launch = device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add);
        device.Dispose();
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => device.FreeMemory);
        Assert.Throws<ObjectDisposedException>(() => device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add));
        Assert.Throws<ObjectDisposedException>(() => buffer.Reserve(1));
        Assert.Throws<ObjectDisposedException>(() => host.Reserve(1));
        Assert.Throws<ObjectDisposedException>(device.Kernels.Synchronize);
        var one = new ILGPU.KernelConfig(1, 1);
        Assert.Throws<ObjectDisposedException>(() => launch(device.Kernels.Stream, one, default));
        Assert.Equal("CPU accelerator (ILGPU)", device.Name);
        buffer.Dispose();
        host.Dispose();
        Assert.Throws<ObjectDisposedException>(() => buffer.Reserve(1));
    }

    private static void Use(int devices)
    {
        for (int i = 0; i < devices; i++)
        {
            using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
            Assert.Equal(1, TestKernels.Run(device.Kernels, 1 << 16, 1)[0]);

            // What was not disposed goes with the device.
            new DeviceBuffer<float>(device.Kernels).Reserve(1 << 20);
        }
    }

    private static (long Memory, int Handles, int Threads) Held()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, process.HandleCount, process.Threads.Count);
    }
}
