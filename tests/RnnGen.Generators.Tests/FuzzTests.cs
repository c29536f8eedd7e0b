using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>
/// Whatever is written, neither the generator nor an analyzer fails. RNNGEN_FUZZ sets the number of declarations.
/// </summary>
public class FuzzTests
{
    private const int DefaultCount = 300;
    private const int Batch = 25;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("RNNGEN_FUZZ"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int count) ? count : DefaultCount;

    [Fact]
    public void Declarations_Random_NeverFail()
    {
        var fuzzer = new DeclarationFuzzer(1);
        var right = 0;
        for (var i = 0; i < Count; i += Batch)
            right += Check([.. Enumerable.Range(i, Batch).Select(fuzzer.Next)], mutated: false);
        Assert.InRange(right, Count / 10, Count * 9 / 10);
    }

    [Fact]
    public void Declarations_MutatedText_NeverFail()
    {
        var fuzzer = new DeclarationFuzzer(2);
        var random = new Random(3);
        for (var i = 0; i < Math.Max(50, Count / 10); i += Batch)
            Check([.. Enumerable.Range(i, Batch).Select(n => TextMutation.Mutate(fuzzer.Next(n), random))],
                mutated: true);
    }

    /// <summary>
    /// One file a declaration: an error of ours explains whatever C# says in the same file. Gives the number
    /// of files without one.
    /// </summary>
    private static int Check(string[] sources, bool mutated)
    {
        CSharpCompilation compilation = Host.Compile(sources);
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        string all = string.Join("\n", sources);
        Assert.True(run.Exception is null, $"{run.Exception}\n{all}");
        Assert.True(run.Diagnostics.IsEmpty, $"{string.Join("\n", run.Diagnostics)}\n{all}");
        ImmutableArray<Diagnostic> ours = Host.Analyze(compilation);
        Assert.DoesNotContain(ours, static d => d.Id is "RNN9001" or "AD0001");
        HashSet<string> explained = [.. ours.Select(static d => d.Location.SourceTree!.FilePath)];
        int right = sources.Length - explained.Count;
        if (mutated)
            return right;
        ImmutableArray<Diagnostic> diagnostics = output.GetDiagnostics();
        HashSet<string> wrongInCSharp = [.. compilation.GetDiagnostics().Where(Declarations.IsUsersOwn)
            .Select(static d => d.Location.SourceTree!.FilePath)];
        Diagnostic[] inside = [.. Declarations.FoundInGenerated(run, diagnostics)];
        Assert.True(inside.Length == 0, $"{string.Join("\n", inside.Select(Describe))}\n{all}");
        foreach (Diagnostic missing in diagnostics.Where(Declarations.IsMissingMember))
        {
            string path = missing.Location.SourceTree!.FilePath;
            bool isExplained = explained.Contains(path) || wrongInCSharp.Contains(path);
            Assert.True(isExplained, $"{missing}\n{missing.Location.SourceTree}");
        }

        return right;
    }

    private static string Describe(Diagnostic diagnostic)
    {
        string[] lines = diagnostic.Location.SourceTree!.ToString().Split('\n');
        return $"{diagnostic}\n    {lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].Trim()}";
    }
}
