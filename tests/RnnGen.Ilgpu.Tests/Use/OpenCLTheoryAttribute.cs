namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>Tests that need an OpenCL device, such as PoCL's.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OpenCLTheoryAttribute : TheoryAttribute
{
    public OpenCLTheoryAttribute()
    {
        if (TestDevices.NoOpenCL is { } reason)
            Skip = reason;
    }
}
