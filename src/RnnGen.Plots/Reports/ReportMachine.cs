using System.Runtime.InteropServices;

namespace RnnGen.Plots;

/// <summary>Where a model was trained, for a report.</summary>
/// <param name="System">The operating system.</param>
/// <param name="Processor">Architecture, number of processors and instruction set.</param>
/// <param name="Runtime">The version of .NET.</param>
public sealed record ReportMachine(string System, string Processor, string Runtime)
{
    /// <summary>This machine, as a model's kernels use it.</summary>
    /// <param name="model">The model.</param>
    public static ReportMachine Of(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ReportMachine(
            RuntimeInformation.OSDescription,
            $"{RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {model.Tier}",
            RuntimeInformation.FrameworkDescription);
    }
}
