using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnGen.Generators.Tests.Support;

/// <summary>The analyzers that come with the SDK, as a user's build runs them.</summary>
internal static class SdkAnalyzers
{
    private static readonly string[] s_files =
    [
        "Sdks/Microsoft.NET.Sdk/analyzers/Microsoft.CodeAnalysis.NetAnalyzers.dll",
        "Sdks/Microsoft.NET.Sdk/analyzers/Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll",
        "Sdks/Microsoft.NET.Sdk/codestyle/cs/Microsoft.CodeAnalysis.CodeStyle.dll",
        "Sdks/Microsoft.NET.Sdk/codestyle/cs/Microsoft.CodeAnalysis.CSharp.CodeStyle.dll",
    ];

    private static readonly Lazy<DiagnosticAnalyzer[]> s_all = new(Load);

    public static DiagnosticAnalyzer[] For(string id)
        => [.. s_all.Value.Where(analyzer => analyzer.SupportedDiagnostics.Any(d => d.Id == id))];

    private static DiagnosticAnalyzer[] Load()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string sdks = Path.Combine(runtime, "..", "..", "..", "sdk");
        string sdk = Directory.GetDirectories(sdks).Where(static d => File.Exists(Path.Combine(d, s_files[0])))
            .OrderBy(static d => int.Parse(Path.GetFileName(d).Split('.')[0])).Last();
        return [.. s_files.SelectMany(file => Types(Path.GetFullPath(Path.Combine(sdk, file))))
            .Where(static type => type is { IsAbstract: false, IsGenericTypeDefinition: false }
                && type.IsAssignableTo(typeof(DiagnosticAnalyzer)) && !type.IsAssignableTo(typeof(DiagnosticSuppressor))
                && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];
    }

    private static IEnumerable<Type> Types(string path)
    {
        try
        {
            return Assembly.LoadFrom(path).GetTypes();
        }
        catch (ReflectionTypeLoadException some)
        {
            // those that need an editor
            return some.Types.OfType<Type>();
        }
    }
}
