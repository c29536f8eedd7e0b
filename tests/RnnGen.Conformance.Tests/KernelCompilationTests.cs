using System.Text.Json;
using System.Text.RegularExpressions;
using RnnGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Conformance.Tests;

/// <summary>The JIT stops optimising methods that are too large; no emitted kernel may be one.</summary>
public sealed partial class KernelCompilationTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryKernel_OfTheChosenCases_StaysOptimised()
    {
        string folder = Directory.CreateTempSubdirectory("rnngen-kernels").FullName;
        try
        {
            string declarations = Path.Combine(folder, "declarations.json");
            string log = Path.Combine(folder, "jit.txt");
            File.WriteAllText(declarations, JsonSerializer.Serialize(Declarations().ToArray()));
            ChildProcess.Run(
                new Dictionary<string, string>
                {
                    ["DOTNET_JitStdOutFile"] = log,
                    ["DOTNET_JitDisasmSummary"] = "1",
                },
                "kernels",
                declarations);

            string[] emitted = [.. File.ReadLines(log).Where(line => EmittedMethod().IsMatch(line))];
            output.WriteLine($"{emitted.Length} methods of emitted classes were compiled");
            Assert.True(emitted.Length > 100, "The log names too few emitted methods to mean anything.");
            string[] slow = [.. File.ReadLines(log).Where(IsUnoptimisedKernel)];
            Assert.True(slow.Length == 0, string.Join("\n", slow.Take(40)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Every cell at sizes that fill tiles, with the options that lengthen a kernel. The JIT counts instructions, blocks
    /// and locals, which are those of floats where a model is of doubles.
    /// </summary>
    private static IEnumerable<Declaration> Declarations()
    {
        foreach (CellChoice cell in CellChoice.All)
        {
            var @case = new ConformanceCase(cell, 2, true, LengthKind.Ragged, true);
            yield return @case.Large(Precision.Single);
            yield return (@case with { Bidirectional = false }).LargeWith("Unroll = 8");
        }

        yield return new Declaration(
            "[Input(64)]\n[Lstm(256, Layers = 2, Dropout = 0.1, Zoneout = 0.1, RecurrentDropout = 0.1)]\n[MeanPool]\n"
            + "[LayerNorm]\n[Dense(64, Activation = Activation.Gelu)]\n[Dense(10)]\n[CrossEntropy]",
            Precision.Single);
    }

    private static bool IsUnoptimisedKernel(string line) =>
        line.Contains("MinOpts", StringComparison.Ordinal)
        && (EmittedMethod().IsMatch(line) || line.Contains("RnnGen.", StringComparison.Ordinal));

    [GeneratedRegex(@"\bD\d+\.")]
    private static partial Regex EmittedMethod();
}
