namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>A test that needs an OpenCL device.</summary>
public sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute() => Skip = TestDevices.NoOpenCL!;
}
