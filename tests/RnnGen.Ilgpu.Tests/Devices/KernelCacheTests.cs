using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu.Tests;

public sealed class KernelCacheTests
{
    private const int Length = 100;

    [Fact]
    public void Launch_Simulator_ComputesWhatTheMethodSays() => Launch(IlgpuKind.Cpu);

    [OpenCLFact]
    public void Launch_OpenCL_ComputesWhatTheMethodSays() => Launch(TestDevices.Kind);

    [Fact]
    public void Get_SameKernel_IsCompiledOnce()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        Assert.Same(device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add), Method(device.Kernels));
    }

    [OpenCLFact]
    public void Launch_ManyThreads_MixNoArguments()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        Parallel.For(0, 64, i =>
        {
            int[] read = TestKernels.Run(device.Kernels, Length + i, i);
            Assert.Equal(Enumerable.Range(i, Length + i), read);
        });
    }

    [Fact]
    public void Compile_Program_SaysHowLongEachKernelTook()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        var program = new TestProgram();
        IReadOnlyList<KernelTime> first = device.Kernels.Compile(program);
        Assert.Equal(["Twice", "Plus"], first.Select(static time => time.Kernel));
        Assert.All(first, static time => Assert.True(time.Time > TimeSpan.Zero));
        Assert.All(device.Kernels.Compile(program), static time => Assert.Equal(TimeSpan.Zero, time.Time));
        Assert.NotSame(device.Kernels.Get(program.Kernels[0]), device.Kernels.Get(program.Kernels[1]));
    }

    [Fact]
    public void Get_UntranslatableKernel_NamesItAndStaysRefused()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        _ = device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add);
        DeviceException e = Assert.Throws<DeviceException>(() => device.Kernels.Get<TestKernels.Words>(TestKernels.Text));
        Assert.StartsWith("CPU accelerator (ILGPU): kernel TestKernels.Text could not be compiled: ", e.Message);
        Assert.Equal(("CPU accelerator (ILGPU)", "TestKernels.Text"), (e.Device, e.Kernel));
        Assert.NotNull(e.InnerException);

        e = Assert.Throws<DeviceException>(() => device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add));
        Assert.Equal(
            "CPU accelerator (ILGPU) cannot be used any more since kernel TestKernels.Text could not be compiled: "
            + "dispose it and open it again.",
            e.Message);
    }

    [OpenCLFact]
    public void Get_KernelThatTheDriverRefuses_HasTheCompilersLog()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        if (!device.Info.IsProcessor)
            return;
        DeviceException e = Assert.Throws<DeviceException>(
            () => device.Kernels.Get<TestKernels.Counts>(TestKernels.Count));
        Assert.StartsWith($"{device.Name}: kernel TestKernels.Count could not be compiled: Kernel loading failed:", e.Message);
        Assert.Contains("error: ", e.Message);
    }

    /// <summary>What a driver has no room for is compiled again once there is some.</summary>
    [OpenCLFact]
    public void Get_KernelThatTheDriverHasNoMemoryFor_CanBeAskedForAgain()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        KernelCache kernels = device.Kernels;
        kernels.Loading = static _ => throw new InvalidOperationException(
            "Loading", new CLException(CLError.CL_OUT_OF_HOST_MEMORY));
        for (int i = 0; i < 2; i++)
        {
            DeviceException e = Assert.Throws<DeviceException>(
                () => kernels.Get<TestKernels.Numbers>(TestKernels.Add));
            Assert.StartsWith($"{device.Name} has no memory for kernel TestKernels.Add: of ", e.Message);
            Assert.Equal("TestKernels.Add", e.Kernel);
        }

        kernels.Loading = null;
        Assert.Equal(Enumerable.Range(7, Length), TestKernels.Run(kernels, Length, 7));
    }

    /// <summary>
    /// Drivers say at whatever is asked next that a kernel has failed: that is neither the fault of the kernel that is
    /// loaded then nor a want of memory.
    /// </summary>
    [Fact]
    public void Get_KernelBehindOneThatFailed_NamesThatOne()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        KernelCache kernels = device.Kernels;
        using var buffer = new DeviceBuffer<int>(kernels);
        kernels.Launch(TestKernels.Turn, 1, new TestKernels.Turns { View = buffer.Reserve(1), Count = 1 });
        AcceleratorException[] errors =
        [
            CudaErrors.Of(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS), new CLException(CLError.CL_OUT_OF_RESOURCES),
        ];
        foreach (AcceleratorException error in errors)
        {
            kernels.Loading = _ => throw new InvalidOperationException("Loading", error);
            DeviceException e = Assert.Throws<DeviceException>(
                () => kernels.Get<TestKernels.Numbers>(TestKernels.Add));
            Assert.StartsWith($"{device.Name}: kernel TestKernels.Add could not be loaded: ", e.Message);
            Assert.Contains(DriverError.Text(error), e.Message);
            Assert.DoesNotContain("memory", e.Message);
            Assert.EndsWith(" the last one first: TestKernels.Turn", e.Message);
            Assert.Equal("TestKernels.Add", e.Kernel);
            Assert.Equal(["TestKernels.Turn"], e.Pending);
        }

        // Nothing was wrong with it.
        kernels.Loading = null;
        Assert.Equal(Enumerable.Range(7, Length), TestKernels.Run(kernels, Length, 7));
    }

    /// <summary>An error of the driver's that is about the kernel's code names no others.</summary>
    [Theory]
    [InlineData(CudaError.CUDA_ERROR_INVALID_PTX)]
    [InlineData(CudaError.CUDA_ERROR_NO_BINARY_FOR_GPU)]
    public void Get_KernelThatTheDriverRefuses_NamesNoOther(CudaError error)
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        KernelCache kernels = device.Kernels;
        using var buffer = new DeviceBuffer<int>(kernels);
        kernels.Launch(TestKernels.Turn, 1, new TestKernels.Turns { View = buffer.Reserve(1), Count = 1 });
        kernels.Loading = _ => throw new InvalidOperationException("Loading", CudaErrors.Of(error));
        DeviceException e = Assert.Throws<DeviceException>(() => kernels.Get<TestKernels.Numbers>(TestKernels.Add));
        Assert.StartsWith($"{device.Name}: kernel TestKernels.Add could not be compiled: ", e.Message);
        Assert.Contains(error.ToString(), e.Message);
        Assert.Empty(e.Pending);
        kernels.Loading = null;
        e = Assert.Throws<DeviceException>(() => kernels.Get<TestKernels.Numbers>(TestKernels.Add));
        Assert.Contains("cannot be used any more since kernel TestKernels.Add could not be compiled", e.Message);
    }

    [OpenCLFact]
    public void Launch_MoreThreadsThanAGroupHas_NamesKernelAndSizes()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        Action<AcceleratorStream, KernelConfig, TestKernels.Numbers> launch =
            device.Kernels.Get<TestKernels.Numbers>(TestKernels.Add);
        int most = device.Kernels.Accelerator.MaxNumThreadsPerGroup;
        DeviceException e = Assert.Throws<DeviceException>(
            () => launch(device.Kernels.Stream, new KernelConfig(3, most + 1), default));
        Assert.StartsWith(
            $"{device.Name}: kernel TestKernels.Add could not be launched with 3 groups of {most + 1} threads: ", e.Message);
        Assert.Equal("TestKernels.Add", e.Kernel);
    }

    /// <summary>A driver may give a kernel fewer threads than the device has, never more.</summary>
    [OpenCLFact]
    public void GroupLimit_OfAKernel_IsWhatTheDriverSays()
    {
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        Accelerator accelerator = device.Kernels.Accelerator;
        Action<AcceleratorStream, KernelConfig, TestKernels.Numbers> launcher =
            accelerator.LoadKernel<TestKernels.Numbers>(TestKernels.Add);
        Assert.InRange(GroupLimit.Of(accelerator, launcher), 1, accelerator.MaxNumThreadsPerGroup);

        // What is no kernel's launcher: as many as any kernel has.
        Assert.InRange(GroupLimit.Of(accelerator, () => { }), 1, 256);
    }

    private static void Launch(IlgpuKind kind)
    {
        using IlgpuDevice device = IlgpuDevice.Open(kind);
        Assert.Equal(Enumerable.Range(7, Length), TestKernels.Run(device.Kernels, Length, 7));
    }

    private static Action<AcceleratorStream, KernelConfig, TestKernels.Numbers> Method(KernelCache kernels) =>
        kernels.Get(new Action<TestKernels.Numbers>(TestKernels.Add));

    private sealed class TestProgram : DeviceProgram<float>
    {
        public override IReadOnlyList<DeviceKernel<float>> Kernels { get; } =
        [
            new DeviceKernel<float>(nameof(TestKernels.Twice), TestKernels.Twice, 1),
            new DeviceKernel<float>(nameof(TestKernels.Plus), TestKernels.Plus, 1),
        ];

        public override long Plan(ReadOnlySpan<RnnGen.Program.AxisSize> axes, bool training, Span<long> ports) => 0;

        public override void Forward(DeviceRun<float> run)
        {
        }

        public override void Backward(DeviceRun<float> run)
        {
        }
    }
}
