using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Tests;

/// <summary>The text of a declaration compiles, whatever it is called.</summary>
public sealed class DeclarationTests
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);

    private static readonly Lazy<byte[]> s_file = new(static () =>
        Declared.Exported("[Input(3)] [Lstm(4)] [Dense(2)]").File);

    /// <summary>Every word that some C# has for itself, and names that are none of them.</summary>
    [Fact]
    public void Declaration_CalledAsAKeyword_Compiles()
    {
        string[] words =
        [
            .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
                .Select(static kind => SyntaxFacts.GetText(kind)).Where(CSharpName.Is).Distinct(),
            "gesture", "Gesture", "_net2", "größe",
        ];
        Assert.Contains("event", words);
        SyntaxTree[] trees =
        [
            .. words.Select(word => Parse(Written(word, $"My.{word}"))),
            .. words.Select(word => Parse(Written("M", $"{word}.Net"))),
        ];
        Diagnostic[] problems = [.. Compiled(trees).GetDiagnostics().Where(IsProblem)];
        Assert.True(problems.Length == 0, string.Join("\n", problems.Take(5).Select(static one => one.ToString())));
        Assert.Contains("class @event;\n", Written("event", null), StringComparison.Ordinal);
        Assert.Contains("class @event;\n", Written("@event", null), StringComparison.Ordinal);
        Assert.Contains("class Event;\n", Written("Event", null), StringComparison.Ordinal);
        Assert.Contains("namespace my.@int;\n", Written("Event", "my.int"), StringComparison.Ordinal);
    }

    /// <summary>What the generator adds to such a class compiles as well.</summary>
    [Fact]
    public void Declaration_CalledAsAKeyword_IsGeneratedFrom()
    {
        Assembly generators = Assembly.Load("RnnGen.Generators");
        ISourceGenerator[] all =
        [
            .. generators.GetTypes().Where(static type => type.GetCustomAttribute<GeneratorAttribute>() is not null)
                .Select(static type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
        ];
        CSharpGeneratorDriver.Create(all, parseOptions: s_parse).RunGeneratorsAndUpdateCompilation(
            Compiled([Parse(Written("event", "My.int"))]),
            out Compilation output,
            out ImmutableArray<Diagnostic> reported);
        Diagnostic[] problems = [.. reported.Concat(output.GetDiagnostics()).Where(IsProblem)];
        Assert.True(problems.Length == 0, string.Join("\n", problems.Take(5).Select(static one => one.ToString())));
        Assert.Contains(
            output.GetTypeByMetadataName("My.int.event")!.GetMembers(), static member => member.Name == "FromFile");
    }

    [Theory]
    [InlineData("My Model", null, "name", "'My Model' is no name of a class in C#")]
    [InlineData("2nd", null, "name", "'2nd' is no name")]
    [InlineData("@", null, "name", "'@' is no name")]
    [InlineData("A; class B", null, "name", "'A; class B' is no name")]
    [InlineData("M", "a b", "namespace", "'a b' is no namespace in C#")]
    [InlineData("M", "My.", "namespace", "'My.' is no namespace in C#")]
    public void Declaration_OfNoName_IsRefusedByTheArgument(
        string name, string? space, string argument, string problem)
    {
        var error = Assert.Throws<ArgumentException>(() => Written(name, space));
        Assert.Equal(argument, error.ParamName);
        Assert.StartsWith(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declaration_OfAFileOfDoubles_IsAModelOfDoubles()
    {
        const string Stack = "[Input(3)] [Lstm(4)] [Dense(2)]";
        OnnxModel own = OnnxReader.Read(Declared.Exported(Stack).File);
        Assert.Contains("\n[RnnModel]\n", OnnxDeclaration.Write(own, "M", null, "f"), StringComparison.Ordinal);
        OnnxTensor wide = own.Graph.Initializers.Last(static one => one.Type == ElementType.Float && one.Length > 4);
        byte[] data = [.. Enumerable.Range(0, wide.Length).SelectMany(i => BitConverter.GetBytes(wide.At(i)))];
        OnnxTensor[] tensors =
        [
            .. own.Graph.Initializers.Select(
                one => one == wide ? one with { Type = ElementType.Double, Data = data } : one),
        ];
        string text = OnnxDeclaration.Write(
            own with { Graph = own.Graph with { Initializers = tensors } }, "M", null, "f");
        Assert.Contains("\n[RnnModel(Precision = Precision.Double)]\n", text, StringComparison.Ordinal);
        Assert.Empty(Compiled([Parse(text)]).GetDiagnostics().Where(IsProblem));
    }

    private static string Written(string name, string? space)
        => OnnxDeclaration.Write(OnnxReader.Read(s_file.Value), name, space, "line\u2028 class B.onnx");

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, s_parse);

    private static CSharpCompilation Compiled(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Declarations",
        trees,
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "RnnGen.dll" or ['S', 'y', 's', 't', 'e', 'm', '.', ..])
            .Select(static path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    private static bool IsProblem(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning;
}
