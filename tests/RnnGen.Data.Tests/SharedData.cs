namespace RnnGen.Data.Tests;

/// <summary>
/// Real data sets, from the folder in RNNGEN_DATA or shared/data above the test assembly. No file of them is part of
/// the repository.
/// </summary>
internal static class SharedData
{
    public static string? Folder { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder!, .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RNNGEN_DATA") is { Length: > 0 } named)
            return named;
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = System.IO.Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
