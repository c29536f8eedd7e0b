using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators.Analyzers;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Compilations of test sources against the runtime, and the generator and analyzers over them.</summary>
internal static class Host
{
    public const string Header = """
        using System;
        using RnnGen;
        using RnnGen.Cells;
        using RnnGen.Symbolic;
        using static RnnGen.Symbolic.Functions;

        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, warningLevel: 9999,
        nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] s_references = References();

    public static SyntaxTree Tree(string source, string path = "Test.cs")
        => CSharpSyntaxTree.ParseText(source, s_parse, path);

    /// <summary>Headers are prepended to each source.</summary>
    public static CSharpCompilation Compile(params string[] sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select((source, i) => Tree(Header + source, $"Test{i}.cs"));
        return CSharpCompilation.Create("Tests", trees, s_references, s_options);
    }

    /// <summary>As a project with a LangVersion compiles it.</summary>
    public static CSharpCompilation CompileAs(LanguageVersion language, string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            Header + source, s_parse.WithLanguageVersion(language), "Test0.cs");
        return CSharpCompilation.Create("Tests", [tree], s_references, s_options);
    }

    /// <summary>The same as a project of an editor.</summary>
    public static Project Project(params string[] sources)
    {
        Project project = new AdhocWorkspace().AddProject("Tests", LanguageNames.CSharp)
            .WithCompilationOptions(s_options).WithParseOptions(s_parse).WithMetadataReferences(s_references);
        for (var i = 0; i < sources.Length; i++)
            project = project.AddDocument($"Test{i}.cs", Header + sources[i]).Project;
        return project;
    }

    public static CSharpGeneratorDriver Driver(string? precision = null, CSharpParseOptions? language = null)
        => CSharpGeneratorDriver.Create(
        [new RnnGenerator().AsSourceGenerator()],
        parseOptions: language ?? s_parse,
        optionsProvider: precision is null ? null : new PrecisionOptions(precision),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None,
            trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Generate(Compilation compilation, out Compilation output, string? precision = null)
    {
        var language = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        GeneratorDriver driver = Driver(precision, language)
            .RunGeneratorsAndUpdateCompilation(compilation, out output, out _);
        return driver.GetRunResult().Results[0];
    }

    /// <summary>Our diagnostics, in source order.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new DeclarationAnalyzer(), new StreamingAnalyzer()];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false,
                logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = compilation.WithAnalyzers(analyzers, options)
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. diagnostics.OrderBy(static d => d.Location.SourceSpan.Start)
            .ThenBy(static d => d.Id, StringComparer.Ordinal)];
    }

    private static MetadataReference[] References()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string[] wanted = ["System.Runtime.dll", "System.Private.CoreLib.dll", "System.Runtime.Intrinsics.dll",
            "System.Memory.dll", "System.Linq.dll", "System.Collections.dll", "netstandard.dll"];
        IEnumerable<string> files = platform.Split(Path.PathSeparator)
            .Where(path => wanted.Contains(Path.GetFileName(path)));
        return [.. files.Append(typeof(RnnModelAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path))];
    }

    private sealed class PrecisionOptions(string precision) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(precision);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string precision) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            bool known = key == "build_property.RnnGenPrecision";
            value = known ? precision : "";
            return known;
        }
    }
}
