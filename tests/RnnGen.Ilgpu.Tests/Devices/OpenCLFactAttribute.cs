namespace RnnGen.Ilgpu.Tests;

/// <summary>A test that needs an OpenCL device, such as PoCL's.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLFactAttribute : FactAttribute
{
    public OpenCLFactAttribute()
    {
        if (TestDevices.NoOpenCL is { } reason)
            Skip = reason;
    }
}
