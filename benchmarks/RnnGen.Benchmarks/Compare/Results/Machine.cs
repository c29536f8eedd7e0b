using System.Runtime.InteropServices;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>Where a comparison ran.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">Logical ones.</param>
/// <param name="Tier">The instruction tier that our kernels use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Load">Load averages when it began; empty where the system does not say.</param>
internal sealed record Machine(string Processor, int Cores, string Tier, string System, string Runtime, string Load)
{
    /// <summary>This machine.</summary>
    public static Machine Here() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Cpu.Tier.ToString(),
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        RuntimeInformation.FrameworkDescription,
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "");

    private static string ProcessorName()
    {
        const string Path = "/proc/cpuinfo";
        if (!File.Exists(Path))
            return RuntimeInformation.ProcessArchitecture.ToString();
        string? Field(string name) => File.ReadLines(Path)
            .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim();
        return $"{Field("model name")}, family {Field("cpu family")} model {Field("model\t")}";
    }
}
