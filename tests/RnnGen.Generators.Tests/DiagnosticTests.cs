using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class DiagnosticTests
{
    public static TheoryData<string> Ids => [.. DiagnosticCases.All.Select(static c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Declaration_Wrong_GivesOneSquiggle(string id)
    {
        string markup = Host.Header + DiagnosticCases.All.Single(c => c.Id == id).Markup;
        int start = markup.IndexOf("[|", StringComparison.Ordinal);
        string source = markup.Replace("[|", "").Replace("|]", "");
        string expected = markup[(start + 2)..markup.IndexOf("|]", StringComparison.Ordinal)];
        CSharpCompilation compilation = Host.Compile(source[Host.Header.Length..]);

        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Diagnostic found = Assert.Single(Host.Analyze(output));
        Assert.Equal(id, found.Id);
        Assert.Equal(expected, source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal(start, found.Location.SourceSpan.Start);
        Assert.DoesNotContain("{", found.GetMessage());

        Assert.Null(run.Exception);
        Assert.Empty(run.Diagnostics);
        // a call that cannot be is no fault of the declaration
        bool isDeclaration = found.Severity == DiagnosticSeverity.Error && id != DiagnosticIds.CannotStream;
        if (isDeclaration && run.GeneratedSources.Any(static s => s.HintName == "M.g.cs"))
            Assert.Contains(id, run.GeneratedSources.Single(static s => s.HintName == "M.g.cs").SourceText.ToString());
        Assert.Empty(Declarations.FoundInGenerated(run, output));
    }

    [Theory]
    [InlineData("var n = Math.Tanh(Affine(x, h)); return h;", "RNN0305", "'Math.Tanh' is not a function")]
    [InlineData("return h * Math.Tanh(Affine(x, h));", "RNN0305", "'Math.Tanh' is not a function")]
    [InlineData("var k = Math.Sqrt(2); return k * Affine(x, h);", "RNN0306", "'Math.Sqrt(2)' must be a compile-time")]
    [InlineData("string s = h.ToString(); return h;", "RNN0303", "is not part of the cell language")]
    public void Step_CallsAnotherFunction_NamesIt(string body, string id, string message)
    {
        string cell = $"[Cell] partial class C {{ public static Vec Step(Vec x, Vec h) {{ {body} }} }}";
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(cell)));
        Assert.Equal(id, found.Id);
        Assert.Contains(message, found.GetMessage());
    }

    [Theory]
    [InlineData("Vec Step(Vec x, Vec[] h) => x;", "a parameter 'h' of type Vec[];")]
    [InlineData("Vec Step(Vec x, params Vec[] h) => x;", "a parameter 'h' of type Vec[];")]
    [InlineData("Vec Step(Vec x, int h) => x;", "a parameter 'h' of type int;")]
    [InlineData("(Vec, Vec[]) Step(Vec x, Vec h) => (x, new[] { h });", "returns (Vec, Vec[]);")]
    public void Step_OfAnotherType_ShowsTheTypeAsCSharpWritesIt(string step, string message)
    {
        Diagnostic found = Assert.Single(
            Host.Analyze(Host.Compile($"[Cell] partial class C {{ public static {step} }}")));
        Assert.Equal("RNN0302", found.Id);
        Assert.Contains(message, found.GetMessage());
    }

    [Theory]
    [InlineData("x * double.NaN", "double.NaN", "'double.NaN' is NaN; it must be a number")]
    [InlineData("Max(0.0 / 0, x)", "0.0 / 0", "'0.0 / 0' is NaN; it must be a number")]
    [InlineData("x / 0", "0", "The divisor is 0; it must be another number")]
    [InlineData("x / (zero * 2)", "zero * 2", "The divisor is 0; it must be another number")]
    [InlineData("x / (int)0.9", "(int)0.9", "The divisor is 0; it must be another number")]
    public void Constant_ThatMakesNaN_IsRefused(string value, string token, string message)
    {
        string body = $"{{ var zero = 0.0; return {value}; }}";
        Diagnostic[] found =
        [
            .. Host.Analyze(Host.Compile(
                $"[Cell] partial class C {{ public static Vec Step(Vec x, Vec h) {body} }}")),
            .. Host.Analyze(Host.Compile(
                $"[RnnModel] partial class M {{ [Forward] private static Seq F([Input(2)] Seq x) {body} }}")),
        ];
        Assert.Equal(["RNN0315", "RNN0315"], found.Select(static f => f.Id));
        foreach (Diagnostic one in found)
        {
            Assert.Contains(message, one.GetMessage());
            // a member of a graph is told by its own name
            Assert.EndsWith(one.Location.SourceTree!.GetText().ToString(one.Location.SourceSpan), token);
        }
    }

    [Theory]
    [InlineData("Max(double.NegativeInfinity, x)")]
    [InlineData("x + 1 / 0.0")]
    [InlineData("0 / x")]
    public void Constant_Infinite_IsRight(string value)
        => Assert.Empty(Host.Analyze(Host.Compile(
            $"[Cell] partial class C {{ public static Vec Step(Vec x, Vec h) => {value} + Linear(h); }}")));

    [Theory]
    [InlineData("new double[] { 0, 0 }")]
    [InlineData("new[] { 0.0, -0.0 }")]
    public void ClassWeights_AllZero_AreRefused(string weights)
    {
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(
            $"[RnnModel, Input(8), Gru(3), Dense(2), CrossEntropy(ClassWeights = {weights})] partial class M;")));
        Assert.Equal("RNN0315", found.Id);
        Assert.Equal("The sum of ClassWeights is 0; it must be positive", found.GetMessage());
        Assert.Equal(weights, found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan));
    }

    [Theory]
    [InlineData("(Affine(n, units: 2), n)", "The output has 1 x hidden units, but 2 x hidden are returned")]
    [InlineData("(Concat(n, n * n), n)", "The output has 1 x hidden units, but 2 x hidden are returned")]
    public void Output_OfParts_IsCalledTheOutput(string returned, string message)
    {
        Diagnostic found = SizeOf("Vec h", returned);
        Assert.Contains(message, found.GetMessage());
        Assert.Contains("write one vector of as many units, or of a named size (units: \"o\"", found.GetMessage());
    }

    [Fact]
    public void State_OfParts_SaysWhatToWrite()
    {
        Diagnostic found = SizeOf("Vec h, Vec m", "(n, Concat(n, h))");
        Assert.Contains("State 'm' has 1 x hidden units, but 2 x hidden are returned", found.GetMessage());
        Assert.Contains("units: \"o\"", found.GetMessage());
    }

    private static Diagnostic SizeOf(string states, string returned)
    {
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(
            $"[Cell] partial class C {{ public static (Vec, Vec) Step(Vec x, {states}) "
            + $"{{ var n = Tanh(Affine(x, h)); return {returned}; }} }}")));
        Assert.Equal("RNN0309", found.Id);
        return found;
    }

    [Fact]
    public void Equations_OfAnotherVersion_GiveOneSquiggle()
    {
        CSharpCompilation library = Host.Compile("[CellEquations(\"(cell 99)\")] public class Other;");
        CSharpCompilation compilation = Host.Compile("[RnnModel, Input(8), Recurrent<Other>(4)] partial class M;");
        MetadataReference reference = library.WithAssemblyName("Other").ToMetadataReference();
        Assert.Equal("RNN0318", Assert.Single(Host.Analyze(compilation.AddReferences(reference))).Id);
    }

    [Fact]
    public void Project_WithoutUnsafe_GivesOneSquiggleAndAStub()
    {
        CSharpCompilation compilation = Host.Compile(
            "[RnnModel, Input(8), Gru(4)] partial class M; static class U { static M Make() => new(seed: 1); }");
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));
        Diagnostic found = Assert.Single(Host.Analyze(compilation));
        Assert.Equal("RNN0017", found.Id);
        Assert.Contains("<AllowUnsafeBlocks>true</AllowUnsafeBlocks>", found.GetMessage());
        GeneratedSourceResult stub = Assert.Single(Host.Generate(compilation, out Compilation output).GeneratedSources);
        Assert.Contains("RNN0017", stub.SourceText.ToString());
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp11)]
    public void Project_OfOldLanguage_GivesOneSquiggleAndAStub(LanguageVersion language)
    {
        CSharpCompilation compilation = Host.CompileAs(language, """
            namespace N
            {
                [RnnModel, Input(8), Gru(4), LastStep, Dense(3), CrossEntropy] partial class M { }
                static class U { static M Make() { return new M(seed: 1); } }
            }
            """);
        Diagnostic found = Assert.Single(Host.Analyze(compilation));
        Assert.Equal("RNN0018", found.Id);
        Assert.Contains($"compiled as C# {language.ToDisplayString()};", found.GetMessage());
        GeneratedSourceResult stub = Assert.Single(Host.Generate(compilation, out Compilation output).GeneratedSources);
        Assert.Contains("RNN0018", stub.SourceText.ToString());
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Project_OfOldLanguage_HasAStubOfSeveralInputsToo()
    {
        CSharpCompilation compilation = Host.CompileAs(LanguageVersion.CSharp11, """
            [RnnModel] partial class M
            {
                [Dense(1)] private static partial Seq Emit(Seq h);
                [Forward, MeanSquaredError]
                private static Seq Scores([Input(2)] Seq a, [Input(3)] Vec b) => Emit(Concat(a, Repeat(b, a)));
            }
            static class U
            {
                static float[,] Of(M model) => model.Predict(new float[4], new float[3]);
            }
            """);
        Assert.Equal("RNN0018", Assert.Single(Host.Analyze(compilation)).Id);
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", Dense(-1)")]
    public void Class_InLowerCase_GivesNoWarningThatTheUserCannotSilence(string more)
    {
        CSharpCompilation compilation = Host.Compile($"""
            #pragma warning disable CS8981
            [RnnModel, Input(8), Recurrent<gate>(4){more}] partial class tagger;
            [Cell] partial class gate
            """ + " { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, h)); }");
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Objective_OfAFunctionOfOnesOwn_SpeaksOfObjectives()
    {
        CSharpCompilation compilation = Host.Compile("""
            [RnnModel, Input(8), Dense(4), Objective(nameof(Loss))]
            partial class M
            {
                private static Seq Loss(Seq output, Seq target) => Twice(output - target);
                private static Seq Twice(Seq x) => 2 * x;
            }
            """);
        Assert.StartsWith(
            "'Loss' is no objective: 'Twice(output - target)' is not read in one; write private static Seq Loss(",
            Assert.Single(Host.Analyze(compilation)).GetMessage());
    }

    [Theory]
    [InlineData("return Linear(h, units: 2) + x;", "The left side has 2 x hidden units, 'x' has 1 x hidden;")]
    [InlineData("var (a, b) = Split(Affine(x, h, units: 3), 2); return a * b;", "A vector of 3 x hidden units")]
    [InlineData("return Linear(h, units: 2);", "State 'h' has 1 x hidden units, but 2 x hidden are returned")]
    public void Cell_ByItself_StatesSizesAsMultiples(string body, string expected)
    {
        string cell = $"[Cell] partial class C {{ public static Vec Step(Vec x, Vec h) {{ {body} }} }}";
        Assert.Contains(expected, Assert.Single(Host.Analyze(Host.Compile(cell))).GetMessage());
    }

    [Fact]
    public void Cell_InAModel_StatesSizesAsNumbers()
    {
        const string Source = """
            [Cell] partial class C { public static Vec Step(Vec x, Vec h) => Tanh(Linear(h) + x); }
            [RnnModel, Input(8), Recurrent<C>(4)] partial class M;
            """;
        string message = Assert.Single(Host.Analyze(Host.Compile(Source))).GetMessage();
        Assert.StartsWith("The left side has 4 units, 'x' has 8;", message);
    }

    [Theory]
    [InlineData("Input(8), Gru(4), LastStep, Dense(3), CrossEntropy", "(string l, double p) = m.Predict(new float[8]);")]
    [InlineData("Input(8), Gru(4), Dense(3), CrossEntropy", "string l = m.Predict(new float[8]).Labels[0];")]
    [InlineData("Embedding(9, 4), Gru(4), MeanPool, CrossEntropy", "var l = m.Predict(\"a\").Top(m.Predict([1]).Class);")]
    [InlineData("Input(8), Gru(4), LastStep, Dense(1), MeanSquaredError", "float y = 2 * m.Predict(new float[8]);")]
    [InlineData("Input(8), Gru(4), Dense(2), Huber", "float y = m.Predict(new Sample<float>[2])[0][1, 1];")]
    [InlineData("Input(8), Gru(4), LastStep, Dense(1), BinaryCrossEntropy", "var (a, b) = M.FromFile(\"f\").Predict([0f]);")]
    public void Stub_OfAModelWithALoss_HasItsPredictions(string attributes, string use)
    {
        // Right, and wrong by one attribute.
        foreach (string more in new[] { "", "Dropout(2), " })
        {
            string wrong = attributes.Replace("Gru(4), ", "Gru(4), " + more);
            CSharpCompilation compilation = Host.Compile(
                $"[RnnModel, {wrong}] partial class M; static class U {{ static void Use(M m) {{ {use} }} }}");
            Assert.Equal(more.Length == 0 ? 0 : 1, Host.Analyze(compilation).Length);
            Host.Generate(compilation, out Compilation output);
            Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        }
    }

    [Fact]
    public void Cell_WithErrors_IsReportedOnceAndStubsItsModel()
    {
        CSharpCompilation compilation = Host.Compile("""
            [Cell] partial class C { public static Vec Step(Vec x, Vec h) => Affine(x, h, units: 0); }
            [RnnModel, Input(8), Recurrent<C>(4)] partial class M;
            """);
        Assert.Equal("RNN0315", Assert.Single(Host.Analyze(compilation)).Id);
        GeneratedSourceResult stub = Assert.Single(Host.Generate(compilation, out _).GeneratedSources);
        Assert.Contains("RNN0315", stub.SourceText.ToString());
    }

    [Fact]
    public void Id_Each_HasDescriptorPageReleaseLineAndTest()
    {
        string[] ids = [.. typeof(DiagnosticIds).GetFields().Select(static f => (string)f.GetRawConstantValue()!)];
        Assert.Equal(ids.Order(StringComparer.Ordinal), DiagnosticDescriptors.All.Select(static d => d.Id));
        string[] tested = [.. DiagnosticCases.All.Select(static c => c.Id), .. DiagnosticCases.Elsewhere];
        Assert.Equal(ids.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
        string release =
            File.ReadAllText(Repository.Path("generators/RnnGen.Generators/AnalyzerReleases.Unshipped.md"));
        foreach (DiagnosticDescriptor descriptor in DiagnosticDescriptors.All)
        {
            string page = File.ReadAllText(Repository.Path($"docs/diagnostics/{descriptor.Id}.md"));
            Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", page);
            Assert.EndsWith($"docs/diagnostics/{descriptor.Id}.md", descriptor.HelpLinkUri);
            string severity = descriptor.DefaultSeverity.ToString();
            Assert.Contains($"{descriptor.Id} | {descriptor.Category} | {severity} | {descriptor.Title}\n", release);
            Assert.Equal(severity == "Error", descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        }
    }
}
