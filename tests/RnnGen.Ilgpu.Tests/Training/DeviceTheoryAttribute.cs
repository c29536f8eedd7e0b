namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>A test with arguments that needs an OpenCL device.</summary>
public sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute() => Skip = TestDevices.NoOpenCL!;
}
