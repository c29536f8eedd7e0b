using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>One layer is one attribute, one record and a row wherever layers are told apart.</summary>
public class LayerTableTests
{
    /// <summary>The attributes of the runtime, by their titles.</summary>
    public static TheoryData<string> Layers => [.. Attributes().Select(Title)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_Declared_IsReadAndCompiled(string title)
    {
        Type attribute = Attributes().Single(type => Title(type) == title);
        string typeArgument = attribute.IsGenericType ? "<MguCell>" : "";
        IEnumerable<string> arguments = attribute.GetConstructors().Single().GetParameters()
            .Select(static parameter => parameter.ParameterType == typeof(double) ? "0.5"
                : parameter.ParameterType.IsEnum ? $"{parameter.ParameterType.Name}.General" : "4");
        string layer = $"{title}{typeArgument}({string.Join(", ", arguments)})";
        string source = attribute.GetCustomAttribute<AttributeUsageAttribute>()?.ValidOn == AttributeTargets.Method
            ? $$"""
                [RnnModel]
                partial class M
                {
                    [{{layer}}] private static partial Attended Layer(Seq query, Seq memory);
                    [Dense(2)] private static partial Seq Emit(Seq h);
                    [Forward] private static Seq Outputs([Input(4)] Seq x) => Emit(Layer(x, x).Context);
                }
                """
            : $"[RnnModel][{(title == "Embedding" ? "Input" : "Input(4)")}][{layer}][Dense(2)] partial class M;";
        CSharpCompilation compilation = Host.Compile(source);

        ModelSpec spec = Parse.Model(compilation, "M");
        Assert.Equal(2, spec.Layers.Count);
        Assert.Empty(Host.Analyze(compilation));
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Page_EveryLayer_IsInItsTable()
    {
        string page = File.ReadAllText(Repository.Path("docs/declarations.md"));
        foreach (string title in Attributes().Select(Title))
            Assert.True(page.Contains($"`{title}"), $"docs/declarations.md: {title}");
    }

    private static IEnumerable<Type> Attributes() => typeof(LayerAttribute).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
        .OrderBy(static type => type.Name, StringComparer.Ordinal);

    private static string Title(Type attribute) => attribute.Name.Split("Attribute")[0];
}
