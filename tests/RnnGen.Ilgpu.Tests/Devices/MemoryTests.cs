using ILGPU;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void Buffer_Reserve_GrowsAndNeverShrinks()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        using (var buffer = new DeviceBuffer<float>(device.Kernels))
        {
            Assert.Equal(0, buffer.Reserve(0).Length);
            Assert.Equal(10, buffer.Reserve(10).Length);
            Assert.Equal(40, device.UsedMemory);
            Assert.Equal(3, buffer.Reserve(3).Length);
            Assert.Equal(10, buffer.Capacity);
            buffer.Reserve(20);
            Assert.Equal(80, device.UsedMemory);
            Assert.Equal(device.TotalMemory - 80, device.FreeMemory);
        }

        Assert.Equal(0, device.UsedMemory);
    }

    [Fact]
    public void Copies_Simulator_ArriveWhereTheyShould() => Copy(IlgpuKind.Cpu);

    [OpenCLFact]
    public void Copies_OpenCL_ArriveWhereTheyShould() => Copy(TestDevices.Kind);

    [OpenCLFact]
    public void Reserve_MoreThanThereIs_SaysHowMuchWasAskedForAndIsFree()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        using var buffer = new DeviceBuffer<float>(device.Kernels);
        buffer.Reserve(1000);
        DeviceException e = Assert.Throws<DeviceException>(() => buffer.Reserve(1L << 42));
        Assert.StartsWith($"{device.Name} has no memory for 16 TiB: of ", e.Message);
        Assert.Contains(" are free", e.Message);
        Assert.Equal(0, device.UsedMemory);

        // The device goes on.
        Assert.Equal(1000, buffer.Reserve(1000).Length);
    }

    /// <summary>
    /// A message says what is free where the driver does; that it does not is no error in the place of the other.
    /// </summary>
    [Fact]
    public void Reserve_WhereTheDriverDoesNotSayWhatIsFree_SaysHowMuchWasAskedFor()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        using var buffer = new DeviceBuffer<float>(device.Kernels);
        DeviceMemory memory = device.Kernels.Memory;
        memory.FreeByDriver = static () => throw new CLException(CLError.CL_INVALID_CONTEXT);
        memory.PiecesLeft = 0;
        DeviceException e = Assert.Throws<DeviceException>(() => buffer.Reserve(1 << 20));
        Assert.StartsWith($"{device.Name} has no memory for 4 MiB: of ", e.Message);
        Assert.Contains(" the driver does not say how many are free. A smaller batch", e.Message);

        device.Kernels.Loading = static _ => throw new CLException(CLError.CL_OUT_OF_HOST_MEMORY);
        e = Assert.Throws<DeviceException>(() => device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add));
        Assert.StartsWith($"{device.Name} has no memory for kernel TestKernels.Add: of ", e.Message);
        Assert.Contains("CL_OUT_OF_HOST_MEMORY", e.Message);

        e = Assert.Throws<DeviceException>(() => device.FreeMemory);
        Assert.EndsWith("how much memory is free is not known: CL_INVALID_CONTEXT", e.Message);
    }

    /// <summary>OpenCL calls resources what may be memory, and what a kernel that failed has broken.</summary>
    [Fact]
    public void Reserve_BehindAKernelThatMayHaveFailed_NamesIt()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        using var buffer = new DeviceBuffer<int>(device.Kernels);
        using var other = new DeviceBuffer<int>(device.Kernels);
        device.Kernels.Launch(TestKernels.Add, 4, new TestKernels.Numbers { View = buffer.Reserve(4) });
        DeviceMemory memory = device.Kernels.Memory;
        memory.PiecesLeft = 0;
        Assert.Empty(Assert.Throws<DeviceException>(() => other.Reserve(4)).Pending);
        memory.Refusal = new CLException(CLError.CL_OUT_OF_RESOURCES);
        DeviceException e = Assert.Throws<DeviceException>(() => other.Reserve(4));
        Assert.StartsWith($"{device.Name} has no memory for 16 bytes: of ", e.Message);
        Assert.EndsWith(
            " The driver says CL_OUT_OF_RESOURCES. Launched since the driver last said that all is well, the last one "
            + "first: TestKernels.Add",
            e.Message);
        Assert.Equal(["TestKernels.Add"], e.Pending);
    }

    [Fact]
    public void Staging_BeyondItsEnd_Throws()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        using var buffer = new DeviceBuffer<int>(device.Kernels);
        using var host = new StagingBuffer<int>(device.Kernels);
        host.Reserve(4);
        ArrayView<int> view = buffer.Reserve(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Upload(1, view));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Download(view, -1));
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1L << 30, "1 GiB")]
    [InlineData(long.MaxValue, "8 EiB")]
    public void ByteCount_Format_IsReadable(long bytes, string expected) =>
        Assert.Equal(expected, ByteCount.Format(bytes));

    private static void Copy(IlgpuKind kind)
    {
        using IlgpuDevice device = IlgpuDevice.Open(kind);
        using var buffer = new DeviceBuffer<int>(device.Kernels);
        using var host = new StagingBuffer<int>(device.Kernels);
        buffer.Clear(6);
        Span<int> numbers = host.Reserve(8);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = i + 1;

        // [1 .. 8] to [0 3 4 5 0 0], and from its second on back over the third.
        host.Upload(2, buffer.Reserve(6).SubView(1, 3));
        host.Download(buffer.Reserve(6).SubView(1, 5), 2);
        device.Kernels.Synchronize();
        Assert.Equal([1, 2, 3, 4, 5, 0, 0, 8], numbers.ToArray());
    }
}
