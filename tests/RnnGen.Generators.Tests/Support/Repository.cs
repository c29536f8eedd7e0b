using System.Runtime.CompilerServices;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Finds files of the repository from where this source stands.</summary>
internal static class Repository
{
    public static string Path(string relative)
        => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Here())!, "..", "..", "..", relative);

    private static string Here([CallerFilePath] string here = "") => here;
}
