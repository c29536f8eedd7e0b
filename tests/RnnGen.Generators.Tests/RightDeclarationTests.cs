using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>What is right, or looks like a trap and is none, stays silent.</summary>
public class RightDeclarationTests
{
    [Theory]
    [InlineData("[Input(8)][Lstm(32, Layers = 2, Dropout = 0.2)][LastStep][Dense(3)][CrossEntropy]")]
    [InlineData(
        "[Embedding(10_000, 100, PaddingIndex = 0)][Lstm(64, Bidirectional = true)][LastStep]"
        + "[Dense(64)][Dropout(.5)][Dense(5)][CrossEntropy]")]
    [InlineData(
        "[Input(Steps = 7)][Embedding(9, 4)][Gru(8, Residual = true, Layers = 2)][Dense(9)]"
        + "[CrossEntropy(IgnoreIndex = -1)]")]
    [InlineData(
        "[Input(5)][SimpleRnn(10, Activation = Activation.Softmax)][Dense(1)]"
        + "[BinaryCrossEntropy(PositiveWeights = new[] { 2.0 })]")]
    [InlineData(
        "[Input(4)][Lstm(8, Projection = 4, Residual = true)][Dense(2)]"
        + "[CrossEntropy(ClassWeights = new[] { 1.0, 2 })]")]
    [InlineData("[Embedding(9, 4)][Gru(4, Bidirectional = true)][Dense(5)][Crf(Scheme = TagScheme.Bio)]")]
    [InlineData("[Input(1, Steps = 15)][Gru(64, Unroll = 15)][LastStep][Dense(1)][MeanSquaredError]")]
    [InlineData("[Input(4)][Recurrent<SlstmCell>(8, 8)][MeanPool][Dense(2)]")]
    [InlineData("[Input(4)][Recurrent<LstmProjectedCell>(8, Sizes = \" projection = 9 \")][Dense(2)]")]
    [InlineData("[Input(4)][Gru(4, Bidirectional = true, GoBackwards = false, Merge = Merge.Sum)][Dense(2)]")]
    [InlineData("[Input(4)][Gru(4, GoBackwards = true, Merge = Merge.Concat)][Dense(2)]")]
    [InlineData("[Input(4)][Recurrent<IndRnnCell>(4, Activation = Activation.Relu)][Dense(2)]")]
    [InlineData("[Input(4)][Recurrent<MguCell>(4, RecurrentDropout = 0.2)][Dense(2)]")]
    [InlineData("[Input(4)][Dense(8)]")]
    [InlineData("[Input(4)][Gru(4, Bidirectional = true)][Dropout(.1)][MaxPool][LayerNorm][Dense(2)]")]
    public void Declaration_Right_GivesNoDiagnostic(string attributes)
    {
        CSharpCompilation compilation = Host.Compile($"[RnnModel]{attributes} partial class M;");
        Assert.Empty(Host.Analyze(compilation));
        GeneratorRunResult run = Host.Generate(compilation, out Compilation output);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(Declarations.FoundInGenerated(run, output));
    }

    [Theory]
    [InlineData("Gru(4), Gru(4, Name = \"gru2\"), Gru(4)", "gru gru2 gru3")]
    [InlineData("Gru(3), Gru(4, Name = \"gru2\"), Gru(5)", "gru gru2 gru3")]
    [InlineData("Gru(4, Name = \"gru2\"), Gru(4), Gru(4)", "gru2 gru gru3")]
    [InlineData("Gru(4), Gru(4, Name = \"gru\")", "gru2 gru")]
    [InlineData("Dense(4), Gru(4, Name = \"dense2\"), Dense(4)", "dense dense2 dense3")]
    [InlineData("LayerNorm, Dense(4, Name = \"layernorm2\"), LayerNorm", "layernorm layernorm2 layernorm3")]
    [InlineData("Gru(4), Gru(4), Recurrent<Gru2>(4)", "gru gru2 gru22")]
    public void Layers_WithoutNames_TakeTheFirstThatIsFree(string layers, string names)
    {
        CSharpCompilation compilation = Host.Compile($$"""
            [Cell] public partial class Gru2 { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, h)); }
            [RnnModel, Input(4), {{layers}}, MeanSquaredError] public partial class M;
            """);
        Assert.Empty(Host.Analyze(compilation));
        Host.Generate(compilation, out Compilation output);
        using var image = new MemoryStream();
        Assert.True(output.Emit(image).Success);
        var model = (Model<float>)Activator.CreateInstance(Assembly.Load(image.ToArray()).GetType("M")!, 1UL)!;
        Assert.Equal(names, string.Join(' ', model.Info.Layers.Select(static layer => layer.Name)));
    }

    [Fact]
    public void Class_NamedByAKeyword_IsCalledByItsName()
    {
        CSharpCompilation compilation = Host.Compile("""
            [RnnModel]
            public partial class @event
            {
                [Dense(2)] private static partial Seq @lock(Seq h);
                [Forward] private static Seq Scores([Input(4)] Seq @in) => @lock(@in);
            }
            """);
        Assert.Empty(Host.Analyze(compilation));
        Host.Generate(compilation, out Compilation output);
        using var image = new MemoryStream();
        Assert.True(output.Emit(image).Success);
        var model = (Model<float>)Activator.CreateInstance(Assembly.Load(image.ToArray()).GetType("event")!, 1UL)!;
        Assert.Equal("event", model.Info.Name);
        Assert.Equal("lock", Assert.Single(model.Info.Layers).Name);
        Assert.DoesNotContain("@", model.ToString());
    }

    [Fact]
    public void Constructor_CallingTheGenerated_GivesNoDiagnostic()
    {
        CSharpCompilation compilation = Host.Compile("""
            [RnnModel, Input(8), Gru(3)]
            partial class M
            {
                static M() { }

                public M(string name) : this(seed: 7) => Name = name;

                public M(int version = 1) : this("a") => Name += version;

                public string Name { get; } = "";
            }
            """);
        Host.Generate(compilation, out Compilation output);
        Assert.Empty(Host.Analyze(output));
        Assert.DoesNotContain(output.GetDiagnostics(), static d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public void Cell_InReferencedProject_IsReadFromItsAttribute()
    {
        const string Cell =
            "[Cell] public partial class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, 0.3 * h)); }";
        CSharpCompilation library = Host.Compile(Cell);
        Host.Generate(library, out Compilation built);
        CSharpCompilation user = Host.Compile("[RnnModel, Input(8), Recurrent<C>(4)] partial class M;")
            .AddReferences(built.WithAssemblyName("Library").ToMetadataReference());
        Assert.Empty(Host.Analyze(user));
        Assert.Equal(Parse.Model($"{Cell} [RnnModel, Input(8), Recurrent<C>(4)] partial class M;"),
            Parse.Model(user, "M"));
    }
}
