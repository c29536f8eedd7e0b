namespace RnnGen.Golden.Tests;

/// <summary>Finds the folders of golden and reference files.</summary>
internal static class GoldenFolder
{
    /// <summary>RNNGEN_GOLDEN, else <c>shared/golden</c> above the tests, else null.</summary>
    public static string? Golden
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable("RNNGEN_GOLDEN");
            return string.IsNullOrEmpty(named) ? Above(Path.Combine("shared", "golden")) : named;
        }
    }

    /// <summary>The checked-in reference files.</summary>
    public static string Reference => Above(Path.Combine("tests", "reference"))
        ?? throw new DirectoryNotFoundException("There is no tests/reference above the test assembly.");

    /// <summary>The nearest folder of that name in or beside a parent of the test assembly.</summary>
    private static string? Above(string relative)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at != null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, relative);
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
