namespace RnnGen.Training.Tests;

/// <summary>A theory that injects faults with libfiu.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresLibfiuTheoryAttribute : TheoryAttribute
{
    public RequiresLibfiuTheoryAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!folders.Any(static folder => File.Exists(Path.Combine(folder, "fiu-run"))))
            Skip = "needs libfiu's fiu-run (Debian: fiu-utils)";
    }
}
