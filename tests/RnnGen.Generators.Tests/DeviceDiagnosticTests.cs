using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>What the package for devices cannot run is said where it is referenced, and only there.</summary>
public class DeviceDiagnosticTests
{
    // What the generator knows the package by.
    private const string Package = "namespace RnnGen.Ilgpu.Program { public abstract class DeviceProgram<T> { } }";

    private const string FiveAxes = """
        [RnnModel]
        partial class M
        {
            [Dense(2)] private static partial Vec Read(Vec h);

            [Forward] private static Vec Outputs(
                [Input(2)] Seq a, [Input(2)] Seq b, [Input(2)] Seq c, [Input(2)] Seq d, [Input(2)] Seq e)
                => Read(Concat(Last(a), Last(b), Last(c), Last(d), Last(e)));
        }
        """;

    [Theory]
    [InlineData(FiveAxes, "it reads sequences of 5 different lengths a row, and kernels take 4;")]
    [InlineData(
        "[RnnModel, Input(8), Dense(40_000), Dense(40_000), Dense(2)] partial class M;",
        "its packed weights are 32")]
    public void Declaration_BeyondDevices_GivesOneWarningAndNoKernels(string declaration, string reason)
    {
        CSharpCompilation compilation = Host.Compile(declaration, Package);
        Diagnostic found = Assert.Single(Host.Analyze(compilation));
        Assert.Equal("RNN0210", found.Id);
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
        Assert.Contains(reason, found.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("M", compilation.SyntaxTrees[0].GetText().ToString(found.Location.SourceSpan));

        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Equal("M.g.cs", Assert.Single(run.GeneratedSources).HintName);
        Assert.Empty(Declarations.FoundInGenerated(run, output));
        Assert.Empty(Host.Analyze(Host.Compile(declaration)));
    }

    [Theory]
    [InlineData("[RnnModel, Input(8), Gru(4), Dense(2)] partial class M;")]
    [InlineData("[RnnModel, Embedding(1_000_000, 200), Gru(4), Dense(2)] partial class M;")]
    public void Declaration_ThatDevicesRun_GivesNone(string declaration)
    {
        CSharpCompilation compilation = Host.Compile(declaration, Package);
        Assert.Empty(Host.Analyze(compilation));
        GeneratorRunResult run = Host.Generate(compilation, out _);
        Assert.Equal(["M.Devices.g.cs", "M.g.cs"], run.GeneratedSources.Select(static s => s.HintName).Order());
    }
}
