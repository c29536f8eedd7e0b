using System.Text.RegularExpressions;

namespace RnnGen.Docs.Tests;

public sealed partial class SampleTests
{
    public static TheoryData<string> Pages() => [.. Repository.Files("samples", ".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_CSharp_StandsInTheSources(string path)
    {
        string folder = path[..path.LastIndexOf('/')];
        string[] sources = [.. Repository.Files(folder, ".cs").Select(Repository.Read)];
        string[] invented =
        [
            .. Block().Matches(Repository.Read(path)).Select(static match => match.Groups[1].Value)
                .Where(block => !sources.Any(source => source.Contains(block, StringComparison.Ordinal))),
        ];
        Assert.Empty(invented);
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
