using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RnnGen.Generators;

namespace RnnGen.Benchmarks;

/// <summary>What the generator costs a build, and what it costs a keystroke.</summary>
[InProcess]
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const string Edited = "static class Elsewhere { static int Method() => 1; }";

    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _warm = null!;

    /// <summary>Two-layer classifiers in the project.</summary>
    [Params(1, 10, 100)]
    public int Models { get; set; }

    /// <summary>Builds the compilations, and runs the generator once for the warm case.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var models = new StringBuilder("using RnnGen;\n");
        for (int i = 0; i < Models; i++)
        {
            models.Append($"[RnnModel, Input(8), Lstm({32 + i}, Layers = 2, Dropout = 0.2), LastStep, Dense(3)]\n")
                .Append($"[CrossEntropy]\npublic sealed partial class M{i};\n");
        }

        SyntaxTree elsewhere = CSharpSyntaxTree.ParseText(Edited);
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _compilation = CSharpCompilation.Create(
            "Models",
            [CSharpSyntaxTree.ParseText(models.ToString()), elsewhere],
            trusted.Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        _edited = _compilation.ReplaceSyntaxTree(
            elsewhere, elsewhere.WithChangedText(SourceText.From(Edited.Replace('1', '2'))));
        _warm = NewDriver().RunGenerators(_compilation);
        if (_warm.GetRunResult().GeneratedTrees.Length < Models)
            throw new InvalidOperationException("The generator wrote less than was declared.");
    }

    /// <summary>A build: everything from nothing.</summary>
    [Benchmark]
    public GeneratorDriver Cold() => NewDriver().RunGenerators(_compilation);

    /// <summary>One keystroke in a method that has nothing to do with any model.</summary>
    [Benchmark]
    public GeneratorDriver KeystrokeElsewhere() => _warm.RunGenerators(_edited);

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(new RnnGenerator());
}
