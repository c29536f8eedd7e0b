using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace RnnGen.Testing;

/// <summary>Compiles declarations through the real generator, many in one compilation, and loads the result.</summary>
public static class DeclarationCompiler
{
    private static readonly Lazy<MetadataReference[]> s_references = new(static () => FindReferences(true));

    private static readonly Assembly s_generators = Assembly.Load("RnnGen.Generators");

    // Emitted code promises C# 12.
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp12);

    /// <summary>Compiles in batches. A batch that fails is halved, so that one failure stays one.</summary>
    /// <param name="declarations">What to compile; equal ones are compiled once.</param>
    /// <param name="batchSize">Classes a compilation.</param>
    public static CompiledDeclarations Compile(IEnumerable<Declaration> declarations, int batchSize = 40)
    {
        var compiled = new CompiledDeclarations();
        foreach (Declaration[] batch in declarations.Distinct().Chunk(batchSize))
            CompileBatch(batch, compiled);
        return compiled;
    }

    /// <summary>Compiles one declaration; throws with every diagnostic and the generated text where it fails.</summary>
    public static CompiledDeclarations CompileOne(Declaration declaration)
    {
        CompiledDeclarations compiled = Compile([declaration]);
        compiled.TypeOf(declaration);
        return compiled;
    }

    /// <summary>
    /// As <see cref="CompileOne"/>, where the project has no reference to what runs models on devices.
    /// </summary>
    public static CompiledDeclarations CompileWithoutDevices(Declaration declaration)
    {
        var compiled = new CompiledDeclarations();
        if (TryCompile([declaration], compiled, FindReferences(hasDevices: false)) is { } failure)
            compiled.Fail(declaration, failure);
        compiled.TypeOf(declaration);
        return compiled;
    }

    private static void CompileBatch(Declaration[] batch, CompiledDeclarations compiled)
    {
        string? failure = TryCompile(batch, compiled, s_references.Value);
        if (failure == null)
            return;
        if (batch.Length == 1)
        {
            compiled.Fail(batch[0], failure);
            return;
        }

        CompileBatch(batch[..(batch.Length / 2)], compiled);
        CompileBatch(batch[(batch.Length / 2)..], compiled);
    }

    private static string? TryCompile(
        Declaration[] batch, CompiledDeclarations compiled, MetadataReference[] references)
    {
        string name = $"Declarations{compiled.AssemblyCount}";
        IEnumerable<SyntaxTree> trees = batch.Select((declaration, i) =>
            CSharpSyntaxTree.ParseText(declaration.Source($"D{i}"), s_parse, $"D{i}.cs", Encoding.UTF8));
        var compilation = CSharpCompilation.Create(
            name,
            trees,
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable,
                deterministic: true));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(CreateGenerators(), parseOptions: s_parse);
        driver = driver.RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out System.Collections.Immutable.ImmutableArray<Diagnostic> reported);
        using var image = new MemoryStream();
        EmitResult emitted = output.Emit(image, options: new EmitOptions(debugInformationFormat: 0));
        Diagnostic[] problems = [.. reported.Concat(emitted.Diagnostics).Where(IsProblem)];
        if (!emitted.Success || problems.Length > 0)
            return Describe(batch, problems, driver.GetRunResult());

        image.Position = 0;
        Assembly assembly = compiled.Load(name, image);
        for (int i = 0; i < batch.Length; i++)
            compiled.Add(batch[i], assembly.GetType($"D{i}.{Declaration.ClassName}", throwOnError: true)!);
        return null;
    }

    /// <summary>Errors everywhere, and warnings in what the generator wrote.</summary>
    private static bool IsProblem(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error
        || (diagnostic.Severity == DiagnosticSeverity.Warning && IsGenerated(diagnostic));

    private static bool IsGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private static string Describe(Declaration[] batch, Diagnostic[] problems, GeneratorDriverRunResult run)
    {
        var text = new StringBuilder();
        foreach (Diagnostic problem in problems.Take(40))
            text.AppendLine(problem.ToString());
        if (batch.Length > 1)
            return text.ToString();
        text.AppendLine("--- declaration").AppendLine(batch[0].Source("D0"));
        foreach (GeneratedSourceResult source in run.Results.SelectMany(result => result.GeneratedSources))
            text.AppendLine($"--- {source.HintName}").AppendLine(source.SourceText.ToString());
        return text.ToString();
    }

    private static ISourceGenerator[] CreateGenerators() =>
    [
        .. s_generators.GetTypes()
            .Where(type => type.GetCustomAttribute<GeneratorAttribute>() != null)
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
    ];

    /// <summary>
    /// The framework and this library; and what runs models on devices, where the tests that are run have it.
    /// </summary>
    private static MetadataReference[] FindReferences(bool hasDevices)
    {
        string[] devices = hasDevices ? ["RnnGen.Ilgpu.dll", "ILGPU.dll", "ILGPU.Algorithms.dll"] : [];
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => IsFrameworks(path) || devices.Contains(Path.GetFileName(path)))
                .Append(typeof(RnnModelAttribute).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    // By name too: a program that brings its framework has everything in one folder.
    private static bool IsFrameworks(string path)
    {
        string name = Path.GetFileName(path);
        return Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)
            && (name is "mscorlib.dll" or "netstandard.dll" || name.StartsWith("System.", StringComparison.Ordinal));
    }
}
