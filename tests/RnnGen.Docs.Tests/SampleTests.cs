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
            .. Block().Matches(Repository.Read(path)).SelectMany(static match => match.Groups[1].Value.Split("\n\n"))
                .Where(part => !sources.Any(source => source.Contains(part, StringComparison.Ordinal))),
        ];
        Assert.Empty(invented);
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
