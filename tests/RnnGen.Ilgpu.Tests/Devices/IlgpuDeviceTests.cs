using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests;

public sealed class IlgpuDeviceTests
{
    [Fact]
    public void Find_EveryMachine_EndsWithTheSimulator()
    {
        IlgpuDeviceInfo last = IlgpuDevice.Find()[^1];
        Assert.Equal((IlgpuKind.Cpu, 0, true, true), (last.Kind, last.Index, last.IsUsable, last.IsProcessor));
        Assert.Equal("CPU accelerator (ILGPU)", last.Name);
        Assert.True(last.Memory > 0);
    }

    [OpenCLFact]
    public void Find_OpenCL_ListsNameMemoryAndUse()
    {
        IlgpuDeviceInfo[] found = [.. IlgpuDevice.Find().Where(static info => info.Kind == TestDevices.Kind)];
        Assert.NotEmpty(found);
        Assert.Equal(Enumerable.Range(0, found.Length), found.Select(static info => info.Index));
        Assert.All(found, static info => Assert.EndsWith(
            $" ({TestDevices.Kind})", info.Name, StringComparison.OrdinalIgnoreCase));
        Assert.All(found, static info => Assert.True(info.Memory > 0));
        Assert.Contains(found, static info => info.IsUsable);
    }

    [Fact]
    public void Open_Any_SaysWhatWasPassedOver()
    {
        using IlgpuDevice device = IlgpuDevice.Open();
        IlgpuDeviceInfo best = IlgpuDevice.Find().First(static info => info.IsUsable);
        Assert.Equal(best.Name, device.Name);
        Assert.Equal(device.Name, device.ToString());
        if (device.Info.Kind != IlgpuKind.Cuda)
            Assert.Contains(device.Passed, static text => text.StartsWith("CUDA: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_AnyBeyondTheLast_SaysHowManyThereAre()
    {
        int usable = IlgpuDevice.Find().Count(static info => info.IsUsable);
        DeviceException e = Assert.Throws<DeviceException>(() => IlgpuDevice.Open(index: usable));
        Assert.StartsWith($"There are {usable} devices that can be used, none with number {usable}.", e.Message);
    }

    [Fact]
    public void Open_AbsentDevice_SaysWhatThereIs()
    {
        DeviceException e = Assert.Throws<DeviceException>(() => IlgpuDevice.Open(IlgpuKind.Cpu, 3));
        Assert.StartsWith("There is no device 3 of Cpu. There are: 0 CPU accelerator (ILGPU), ", e.Message);
    }

    [Fact]
    public void Open_KindThatIsAbsent_SaysWhy()
    {
        if (new DeviceSearch(IlgpuKind.Cuda).Devices.Count > 0)
            return;
        DeviceException e = Assert.Throws<DeviceException>(() => IlgpuDevice.Open(IlgpuKind.Cuda));
        Assert.StartsWith("There is no device 0 of Cuda. CUDA: ", e.Message);
    }

    [Fact]
    public void Open_Simulator_HasGroupsForSharedMemory()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        Assert.Equal(256, device.Kernels.Accelerator.MaxNumThreadsPerGroup);
        Assert.Equal(64, device.Kernels.GroupSize);
        Assert.Empty(device.Passed);
    }

    [Fact]
    public void Parse_Simd_IsNoDevice() => Assert.Null(IlgpuDevice.Parse(" SIMD "));

    [Theory]
    [InlineData("cpu")]
    [InlineData("CPU:0")]
    public void Parse_Name_OpensThatDevice(string text)
    {
        using IlgpuDevice? device = IlgpuDevice.Parse(text);
        Assert.Equal(IlgpuKind.Cpu, device!.Info.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("simd:1")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    public void Parse_AnythingElse_SaysWhatThereIs(string text)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => IlgpuDevice.Parse(text));
        Assert.Contains($"'{text}' is no device: say simd, cuda, opencl, cpu or any", e.Message);
    }

    [Fact]
    public void NativeLibraries_ResolverThatIsSet_IsLeft()
    {
        NativeLibraries.Ensure();
        Assert.False(NativeLibraries.Install());
    }

    /// <summary>What is found by its name may be gone in another version of ILGPU.</summary>
    [OpenCLFact]
    public void GenericAddressSpace_SettingThatIsGone_IsNamed()
    {
        var search = new DeviceSearch(IlgpuKind.OpenCL);
        foreach (IlgpuDeviceInfo info in search.Devices)
        {
            var device = (CLDevice)info.Source;
            if (device.Capabilities.GenericAddressSpace)
                continue;
            DeviceException e = Assert.Throws<DeviceException>(
                () => GenericAddressSpace.Pretend(device, info.Name, "Renamed"));
            Assert.Contains("has no CLCapabilityContext.Renamed that can be set", e.Message);
        }
    }

    /// <summary>Who publishes such a program without a compiler at run time is warned.</summary>
    [Theory]
    [InlineData(nameof(IlgpuDevice.Find))]
    [InlineData(nameof(IlgpuDevice.Open))]
    [InlineData(nameof(IlgpuDevice.Parse))]
    public void EntryPoints_Aot_AreMarked(string name)
    {
        MethodInfo method = typeof(IlgpuDevice).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == name);
        Assert.NotNull(method.GetCustomAttribute<RequiresDynamicCodeAttribute>());
        Assert.NotNull(method.GetCustomAttribute<RequiresUnreferencedCodeAttribute>());
    }
}
