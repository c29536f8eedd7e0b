using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators;
using RnnGen.Generators.Analyzers;

namespace RnnGen.Docs.Tests;

/// <summary>Compiles a page's C# through the real generator.</summary>
internal static class DocumentCompiler
{
    // What a new project of the SDK has without asking, and RnnGen.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using RnnGen;
        """;

    // The packages that pages use, each by a type of it.
    private static readonly Type[] s_packages =
    [
        typeof(RnnModelAttribute), typeof(ConsoleProgress), typeof(LoggingCallback), typeof(WeightInterchange),
        typeof(Spectre.Console.AnsiConsole), typeof(Microsoft.Extensions.Logging.ILogger), typeof(Onnx.OnnxExporter),
        typeof(Plots.Plot),
    ];

    // Empty where ILGPU could not be restored.
    private static readonly Assembly s_ilgpu = Assembly.Load("RnnGen.Ilgpu");

    private static readonly Lazy<MetadataReference[]> s_references = new(FindReferences);

    /// <summary>Whether a page may use RnnGen.Ilgpu.</summary>
    public static bool HasIlgpu => s_ilgpu.GetType("RnnGen.Ilgpu.IlgpuDevice") != null;

    /// <summary>The compiled page; errors and warnings of compiler, generator and analyzers are listed.</summary>
    public static Assembly? Compile(Document document, out IReadOnlyList<string> problems)
    {
        SyntaxTree usings = CSharpSyntaxTree.ParseText(ImplicitUsings, Document.Language, "Usings.cs");
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(document.Path),
            document.Files.Prepend(usings),
            s_references.Value,
            new CSharpCompilationOptions(
                document.HasProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new RnnGenerator().AsSourceGenerator()], parseOptions: Document.Language);
        driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        using var image = new MemoryStream();
        ImmutableArray<Diagnostic> compiled = output.Emit(image).Diagnostics;
        problems =
        [
            .. reported.Concat(compiled).Concat(Analyze(output))
                .Where(static d => d.Severity >= DiagnosticSeverity.Warning)
                .Select(static d => $"{d.Location.GetMappedLineSpan()}: {d.Id} {d.GetMessage()}"),
        ];
        return problems.Count == 0 ? Assembly.Load(image.ToArray()) : null;
    }

    private static ImmutableArray<Diagnostic> Analyze(Compilation compilation) =>
        compilation.WithAnalyzers([new DeclarationAnalyzer(), new StreamingAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    // Where a page references RnnGen.Ilgpu, models have kernels, which are written with types of ILGPU.
    private static Assembly[] Devices() => HasIlgpu ? [s_ilgpu, Assembly.Load("ILGPU")] : [];

    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Concat(s_packages.Select(static type => type.Assembly).Concat(Devices())
                    .Select(static assembly => assembly.Location))
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
