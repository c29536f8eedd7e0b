using ILGPU;

namespace RnnGen.Ilgpu.Tests;

public sealed class UploadsTests
{
    [Fact]
    public void Copies_Simulator_AreWhatTheSourceWas() => Check(IlgpuKind.Cpu);

    [OpenCLFact]
    public void Copies_OpenCL_AreWhatTheSourceWas() => Check(TestDevices.Kind);

    /// <summary>The copies of a batch that failed on the way are not over when its memory is written again.</summary>
    [OpenCLFact]
    public void Begin_OfABatchThatWasNotEnded_WaitsForItsCopies()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        KernelCache kernels = device.Kernels;
        using var uploads = new Uploads(kernels);
        using var busy = new DeviceBuffer<int>(kernels);
        using var first = new DeviceBuffer<int>(kernels);
        using var second = new DeviceBuffer<int>(kernels);
        using var read = new StagingBuffer<int>(kernels);
        Span<int> numbers = read.Reserve(100);
        var slow = new TestKernels.Turns { View = busy.Reserve(1), Count = 200_000_000 };
        kernels.Launch(TestKernels.Turn, 1, slow with { Count = 1 });
        kernels.Synchronize();

        kernels.LaunchGroups(TestKernels.Turn, new Index3D(1, 1, 1), 1, slow);
        uploads.Begin();
        uploads.Copy<int>(Enumerable.Repeat(1, 100).ToArray(), first.Reserve(100));
        uploads.Begin();
        uploads.End();
        uploads.Begin();
        uploads.Copy<int>(Enumerable.Repeat(2, 100).ToArray(), second.Reserve(100));
        uploads.End();
        read.Download(first.View, 0);
        kernels.Synchronize();
        Assert.All(numbers.ToArray(), static number => Assert.Equal(1, number));
    }

    [OpenCLFact]
    public void Mark_Set_IsWaitedForOnce()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        using var buffer = new DeviceBuffer<int>(device.Kernels);
        using var host = new StagingBuffer<int>(device.Kernels);
        using var mark = new StreamMark(device.Kernels);
        mark.Wait();
        buffer.Clear(3);
        Span<int> numbers = host.Reserve(3);
        numbers.Fill(7);
        for (int i = 0; i < 3; i++)
        {
            host.Download(buffer.Reserve(3), 0);
            mark.Set();
            mark.Set();
            mark.Wait();
            mark.Wait();
            Assert.Equal([0, 0, 0], numbers.ToArray());
            numbers.Fill(7);
        }
    }

    // Sources are written again at once, sets are used again and again and grow.
    private static void Check(IlgpuKind kind)
    {
        using IlgpuDevice device = IlgpuDevice.Open(kind);
        using var uploads = new Uploads(device.Kernels);
        using var integers = new DeviceBuffer<int>(device.Kernels);
        using var doubles = new DeviceBuffer<double>(device.Kernels);
        using var all = new StagingBuffer<int>(device.Kernels);
        const int Batches = 40;
        all.Reserve(Batches * 100);
        double[] last = [];
        for (int batch = 0; batch < Batches; batch++)
        {
            int[] source = new int[1 + (batch * 2)];
            last = new double[batch + 3];
            Array.Fill(source, batch);
            Array.Fill(last, batch + 0.5);
            uploads.Begin();
            ArrayView<int> target = integers.Reserve(100);
            uploads.Copy<int>(source, target);
            uploads.Copy<double>(last, doubles.Reserve(100));
            uploads.Copy<double>([], doubles.Reserve(0));
            uploads.End();
            Array.Fill(source, -1);
            all.Download(target, batch * 100);
        }

        device.Kernels.Synchronize();
        int[] numbers = all.Reserve(Batches * 100).ToArray();
        Assert.All(
            Enumerable.Range(0, Batches),
            batch => Assert.All(numbers.Skip(batch * 100).Take(1 + (batch * 2)), number => Assert.Equal(batch, number)));
        using var back = new StagingBuffer<double>(device.Kernels);
        back.Reserve(last.Length);
        back.Download(doubles.Reserve(last.Length), 0);
        device.Kernels.Synchronize();
        Assert.Equal(last, back.Reserve(last.Length).ToArray());
    }
}
