using RnnGen.Golden.Tests;
using RnnGen.Golden.Tests.Families;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Testing;
using Xunit.Abstractions;

namespace RnnGen.Ilgpu.Tests;

/// <summary>
/// The numbers that PyTorch computed, on OpenCL: a case of each family, since each has kernels of its own to
/// compile; all of them where RNNGEN_GOLDEN_DEVICES is set.
/// </summary>
public sealed class OpenClGoldenTests(ITestOutputHelper output)
{
    private const int Usual = 1;

    private static bool IsWhole => Environment.GetEnvironmentVariable("RNNGEN_GOLDEN_DEVICES") is { Length: > 0 };

    [GoldenFact]
    public void EveryCase_OfTheGoldenFolder_IsReproduced()
    {
        Device.Ambient = TestAccelerator.OpenCLDevice;

        // What nobody has written would show in the numbers, as it may on a GPU.
        TestAccelerator.OpenCL.PoisonsMemory = true;
        try
        {
            IReadOnlyList<FamilyResult> results = new GoldenRunner(
                GoldenFolder.Golden!, FamilyTable.Now.GetValueOrDefault, FamilyTable.Later)
            {
                Precisions = [Precision.Single],
                CasesOfFamily = IsWhole ? int.MaxValue : Usual,
            }.Run();
            string table = GoldenReport.Table("golden, OpenCL", results);
            output.WriteLine(table);
            output.WriteLine(GoldenReport.Write("golden-opencl", table, results));
            Assert.True(results.Any(r => r.Cases > 0), "No case was run.");
            string[] failures = [.. results.SelectMany(r => r.Failures)];
            Assert.True(failures.Length == 0, $"{table}\n{string.Join("\n", failures.Take(60))}");
        }
        finally
        {
            TestAccelerator.OpenCL.PoisonsMemory = false;
            Device.Ambient = null;
        }
    }
}
