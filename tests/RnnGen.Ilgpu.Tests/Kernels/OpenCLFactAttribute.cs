namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>A test that needs an OpenCL device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute() => Skip = TestAccelerator.OpenCLMissing;
}
