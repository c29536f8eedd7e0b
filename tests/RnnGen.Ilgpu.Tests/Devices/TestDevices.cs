namespace RnnGen.Ilgpu.Tests;

/// <summary>The devices that tests of devices run on, each opened anew.</summary>
internal static class TestDevices
{
    private static readonly Lazy<string?> s_noOpenCL = new(static () =>
    {
        var search = new DeviceSearch(IlgpuKind.OpenCL);
        return search.Devices.Count == 0 ? search.Missing[0] : null;
    });

    /// <summary>Why there is no OpenCL device; null where there is one.</summary>
    public static string? NoOpenCL => s_noOpenCL.Value;
}
