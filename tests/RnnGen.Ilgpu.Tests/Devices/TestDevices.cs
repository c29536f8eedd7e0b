namespace RnnGen.Ilgpu.Tests;

/// <summary>The devices that tests of devices run on, each opened anew.</summary>
internal static class TestDevices
{
    private static readonly Lazy<string?> s_noOpenCL = new(static () =>
    {
        var search = new DeviceSearch(Kind);
        return search.Devices.Count == 0 ? search.Missing[0] : null;
    });

    /// <summary>
    /// What the suites of models and kernels run on: OpenCL, as everywhere; CUDA where RNNGEN_TEST_DEVICE is <c>cuda</c>.
    /// </summary>
    public static IlgpuKind Kind { get; } = string.Equals(
        Environment.GetEnvironmentVariable("RNNGEN_TEST_DEVICE"), "cuda", StringComparison.OrdinalIgnoreCase)
        ? IlgpuKind.Cuda : IlgpuKind.OpenCL;

    /// <summary>Why there is no such device; null where there is one.</summary>
    public static string? NoOpenCL => s_noOpenCL.Value;
}
