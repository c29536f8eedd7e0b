using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RnnGen.Docs.Tests;

public sealed partial class PackageTests
{
    public static TheoryData<string> Projects() =>
        [.. Repository.Files("src", ".csproj").Where(static path => path.Count(static c => c == '/') == 2)];

    public static TheoryData<string> Templates() => [.. Repository.Files("src", "template.json")];

    /// <summary>A project that is made of a template asks for the packages of this version.</summary>
    [Fact]
    public void Projects_VersionOfPackages_IsThisOne()
    {
        XDocument properties = XDocument.Parse(Repository.Read("Directory.Build.props"));
        string version = properties.Descendants("Version").Single().Value;
        string[] asked =
        [
            .. Repository.Files("src/RnnGen.Templates", ".csproj").Concat(Repository.Files("tests/package", ".csproj"))
                .SelectMany(static path => PackageVersion().Matches(Repository.Read(path)))
                .Select(static match => match.Groups[1].Value),
        ];
        Assert.True(asked.Length >= 10);
        Assert.All(asked, found => Assert.Equal(version, found));
    }

    /// <summary>Each package has a page with its name on top, and says what it is and is found by.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_PageAndDescription_AreThere(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        string page = name == "RnnGen" ? "README.md" : path.Replace($"{name}.csproj", "README.md");
        Assert.StartsWith($"# {name}\n", Repository.Read(page));
        XDocument project = XDocument.Parse(Repository.Read(path));
        Assert.NotEmpty(project.Descendants("PackageTags"));
        Assert.True(name == "RnnGen" || project.Descendants("Description").Any(), "It has no description of its own.");
    }

    /// <summary>What a template is called is a row of the package's page.</summary>
    [Theory]
    [MemberData(nameof(Templates))]
    public void Template_ShortName_IsOnThePage(string path)
    {
        string name = ShortName().Match(Repository.Read(path)).Groups[1].Value;
        Assert.Contains($"| `{name}` |", Repository.Read("src/RnnGen.Templates/README.md"));
        Assert.Contains(name, Repository.Read("README.md"));
    }

    [GeneratedRegex(@"(?:Include=""RnnGen[\w.]*"" Version=|<RnnGenVersion>)""?([\d.]+)")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(@"""shortName"": ""(rnngen-[a-z]+)""")]
    private static partial Regex ShortName();
}
