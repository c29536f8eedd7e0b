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

    /// <summary>What a page says of options is what its program takes.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Options_AreTheProgramsOwn(string path)
    {
        string program = $"{path[..path.LastIndexOf('/')]}/Program.cs";
        if (path == "samples/README.md")
            return;
        (string page, string source) = (Repository.Read(path), Repository.Read(program));
        string withoutDenial = page.Replace("There is no `--data`", "", StringComparison.Ordinal);
        Assert.Equal(source.Contains("SampleOptions.Data"), withoutDenial.Contains("--data"));
        Assert.Equal(source.Contains("SampleOptions.Plots"), page.Contains("--plots"));
        Assert.Equal(source.Contains("SampleOptions.Device"), page.Contains("--device"));
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
