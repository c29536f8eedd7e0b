namespace RnnGen.Training.Tests;

/// <summary>A fact that mounts a small disk.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresMountFactAttribute : FactAttribute
{
    public RequiresMountFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            Skip = "needs Linux and the right to mount a small disk";
    }
}
