using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators.Analyzers;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>The SDK's own analyzers over cells: what they say of a class that nobody calls.</summary>
public class SuppressorTests
{
    [Theory]
    [InlineData("IDE0051", "class C { private static Vec Step(Vec x, Vec h) => x * h; }")]
    [InlineData("IDE0060", "class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x)); }")]
    [InlineData("IDE0060", "class C { public static (Vec, Vec) Step(Vec x, Vec h, Vec c) => (Tanh(h), c); }")]
    [InlineData("CA1812", "sealed partial class C { public static Vec Step(Vec x, Vec h) => x * h; }")]
    [InlineData("CA1052", "public class C { public static Vec Step(Vec x, Vec h) => x * h; }")]
    public void Cell_ReadAndNotRun_IsNotBlamed(string id, string declaration)
    {
        declaration = declaration.Contains("partial") ? declaration : declaration.Replace("class", "partial class");
        Assert.False(Assert.Single(Find(id, declaration)).IsSuppressed);
        Assert.True(Assert.Single(Find(id, "[Cell] " + declaration)).IsSuppressed);
    }

    [Theory]
    [InlineData("IDE0051",
        "[Cell] partial class C { public static Vec Step(Vec x, Vec h) => x * h; static void Other() { } }")]
    [InlineData("IDE0060",
        "[Cell] partial class C { public static (Vec, Vec) Step(Vec x, Vec h, Vec c) => (Tanh(Affine(x, h)), h); }")]
    [InlineData("CA1812", "sealed class Other { public int Value { get; set; } }")]
    public void Class_ReallyUnused_IsBlamed(string id, string source)
        => Assert.False(Assert.Single(Find(id, source)).IsSuppressed);

    private static Diagnostic[] Find(string id, string source)
    {
        CSharpCompilation compilation = Host.Compile(source);
        Host.Generate(compilation, out Compilation output);
        Compilation loud = output.WithOptions(output.Options.WithSpecificDiagnosticOptions(
            output.Options.SpecificDiagnosticOptions.Add(id, ReportDiagnostic.Warn)));
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. SdkAnalyzers.For(id), new CellsAreReadNotRunSuppressor()];
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false,
            logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        return [.. loud.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync().Result.Where(d => d.Id == id)];
    }
}
