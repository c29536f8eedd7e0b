using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>
/// Whatever can be declared has device code: every layer with every option, every cell, every function of graphs and
/// every loss, read from the runtime's own attributes, so that a new one is here before anybody thinks of it.
/// </summary>
public class DeviceDeclarationTests
{
    // What starts parameters is no concern of a device; names of things are no options.
    private static readonly string[] s_passed =
    [
        "Name", "TiedTo", "Sizes", "Of", "Units", "KernelInitializer", "RecurrentInitializer", "BiasInitializer",
    ];

    private static readonly string[] s_readOuts = ["LastStep", "MeanPool", "MaxPool"];

    [Fact]
    public void Layers_WithEveryOption_HaveDeviceCode() => AssertHaveCode([.. Stacks(), Cells(), .. Graphs()]);

    [Fact]
    public void Losses_WithEveryOption_HaveDeviceCode()
    {
        string[] losses = [.. TypesOf<LossAttribute>().SelectMany(static type => Forms(type)).Select(static loss
            => Stack($"[Input(4)][Gru(3)][Dense(3)]{loss}",
                "private static Seq Own(Seq output, Seq target) => Square(output - target);"))];
        Assert.True(losses.Length > 15, $"There are {losses.Length}.");
        AssertHaveCode(losses);
    }

    private static void AssertHaveCode(string[] declarations)
    {
        CSharpCompilation compilation = Host.Compile(
            [.. declarations.Select(static (text, i) => text.Replace("partial class M", $"partial class M{i}"))]);
        for (var i = 0; i < declarations.Length; i++)
        {
            ModelSpec spec = Parse.Model(compilation, $"M{i}");
            Assert.True(ModelCompiler.Check(spec, devices: true).Count == 0, declarations[i]);
            EquatableArray<GeneratedFile> files = ModelCompiler.Compile(spec, devices: true, default);
            Assert.Equal([$"M{i}.g.cs", $"M{i}.Devices.g.cs"], files.Select(static file => file.HintName));
            Assert.DoesNotContain(
                CSharpSyntaxTree.ParseText(files[1].Text).GetDiagnostics(),
                static found => found.Severity == DiagnosticSeverity.Error);
        }
    }

    /// <summary>Layers on top of each other; a read-out and an embedding have a stack each.</summary>
    private static IEnumerable<string> Stacks()
    {
        foreach (Type type in TypesOf<LayerAttribute>())
        {
            string title = Title(type);
            string[] forms = [.. Forms(type)];
            if (title == "Attention")
            {
                foreach (string form in forms)
                    yield return Attended(form);
            }
            else if (title == "Embedding" || s_readOuts.Contains(title))
            {
                foreach (string form in forms)
                    yield return Stack($"{(title == "Embedding" ? "" : "[Input(4)]")}{form}[Dense(2)]");
            }
            else
            {
                yield return Stack($"[Input(4)]{string.Concat(forms)}[Dense(2)]");
            }
        }

        yield return Stack("[Input(4, Steps = 5)][Gru(3)][Dense(2)]");
        yield return Stack("[Embedding(9, 4)][Gru(4)][Dense(9, TiedTo = \"embedding\")][CrossEntropy]");
    }

    private static string Cells()
    {
        IEnumerable<string> cells = typeof(RnnGen.Cells.LstmCell).Assembly.GetTypes()
            .Where(static type => type.IsPublic && type.Namespace == "RnnGen.Cells")
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => $"[Recurrent<{type.Name}>(4{SizesOf(type)})]");
        return Stack($"[Input(4)]{string.Concat(cells)}[Dense(2)]");
    }

    private static string SizesOf(Type cell)
        => cell.Name.Contains("Projected", StringComparison.Ordinal) ? ", Sizes = \"projection=3\"" : "";

    private static IEnumerable<string> Graphs() =>
    [
        Graph("""
                [Embedding(9, 6)] private static partial Seq Embed(Tokens words);
                [SimpleRnn(4, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
                [Dense(2)] private static partial Vec Read(Vec h);

                [Forward, CrossEntropy]
                private static Vec Scores(Tokens words)
                {
                    var (x, r) = (Dropout(Embed(words), 0.5, perSequence: true), Encode(Embed(words)));
                    var mixed = 0.25 * Concat(x, Slice(x, 1, 2)) - 0.75 * Max(r.Outputs, 0.5);
                    var soft = Softmax(Delay(-mixed, initial: 0.5));
                    return Read(Concat(
                        r.Last, Last(soft), First(soft), MeanPool(mixed), MaxPool(mixed), SumPool(mixed),
                        At(mixed, 1)));
                }
                """),
        Graph("""
                [Embedding(9, 6)] private static partial Seq Embed(Tokens words);
                [Lstm(4)] private static partial Recurrence Encode(Seq x);
                [Lstm(4)] private static partial Recurrence Decode(Seq x, State start);
                [Dense(2)] private static partial Vec Judge(Vec h);

                [Forward, MeanSquaredError, CrossEntropy(Of = "kind", Weight = 0.3)]
                private static (Seq steps, Vec kind, Vec cell) Scores(
                    [Input(3)] Seq target, Tokens words, [Input(4)] Vec start,
                    [Input(2)] Seq third, [Input(2)] Seq last)
                {
                    var r = Encode(Embed(words));
                    var again = Decode(target, States(start, r.FinalOf("c")));
                    return (
                        Decode(target, r.Final).Outputs, Judge(Concat(again.Last, MeanPool(third), MaxPool(last))),
                        r.FinalOf("c"));
                }
                """),
        Graph("""
                [Lstm(4)] private static partial Recurrence Encode(Seq x);

                [Forward]
                private static (Seq a, Vec b, Seq c) Outputs([Input(4)] Seq x, Tokens words, [Input(4)] Vec facts)
                {
                    var r = Encode(x);
                    return (Reverse(x) * r.StatesOf("c"), At(Repeat(facts, words), -2), Gather(r.Outputs, words));
                }
                """),
        Graph("""
                [Forward]
                private static (Alignment scores, Seq context, Alignment weights) Outputs(
                    [Input(3)] Seq query, [Input(3)] Seq memory)
                {
                    var a = DotAttention(query, memory, Tanh(memory));
                    return (a.Scores, a.Context, ScaledDotAttention(memory, query).Weights);
                }
                """),
    ];

    private static string Attended(string form) => Graph($$"""
            {{form}} private static partial Attended Layer(Seq query, Seq memory);
            [Dense(2)] private static partial Seq Emit(Seq h);

            [Forward]
            private static Seq Outputs([Input(4)] Seq x, [Input(4)] Seq memory) => Emit(Layer(x, memory).Context);
        """);

    private static string Stack(string layers, string body = "")
        => $"[RnnModel]{layers}\npartial class M\n{{\n{body}\n}}";

    private static string Graph(string body) => Stack("", body);

    private static IEnumerable<Type> TypesOf<T>() => typeof(T).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
        .Select(static type => type.IsGenericType ? type.MakeGenericType(typeof(RnnGen.Cells.MguCell)) : type)
        .OrderBy(static type => type.Name, StringComparer.Ordinal);

    private static string Title(Type type) => type.Name.Split("Attribute")[0];

    /// <summary>An attribute as it is, and once more for each value of each of its options.</summary>
    private static IEnumerable<string> Forms(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object?[] given = [.. constructor.GetParameters().Select(static one => Argument(one.ParameterType))];
        object plain = constructor.Invoke(given);
        string title = Title(type) + (type.IsGenericType ? "<MguCell>" : "");
        string arguments = string.Join(", ", given.Select(Text));
        string start = $"[{title}({arguments}";
        string separator = arguments.Length > 0 ? ", " : "";
        yield return $"{start})]";
        foreach (PropertyInfo option in type.GetProperties().Where(static option
            => option.SetMethod is { IsPublic: true } && !s_passed.Contains(option.Name)))
        {
            foreach (string value in Values(option.PropertyType, option.GetValue(plain)))
                yield return $"{start}{separator}{option.Name} = {value}{Beside(option.Name)})]";
        }

        if (type == typeof(AttentionAttribute))
        {
            foreach (Score score in Enum.GetValues<Score>())
                yield return $"[Attention(Score.{score}{(score >= Score.Concat ? ", Units = 3" : "")})]";
        }
    }

    private static object? Argument(Type type) => type == typeof(double) ? 0.5 : type == typeof(int[]) ? new[] { 4 }
        : type == typeof(string) ? "Own" : type == typeof(Score) ? Score.General : 4;

    private static string Text(object? value) => value switch
    {
        int[] several => string.Join(", ", several),
        string text => $"\"{text}\"",
        Enum member => $"{member.GetType().Name}.{member}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static IEnumerable<string> Values(Type type, object? usual) => type switch
    {
        { IsEnum: true } => Enum.GetValues(type).Cast<object>().Where(value => !value.Equals(usual)).Select(Text),
        _ when type == typeof(bool) => [usual is true ? "false" : "true"],
        _ when type == typeof(double) => ["0.25"],
        _ when type == typeof(double[]) => ["new[] { 0.5, 1, 2 }"],
        _ => ["2"],
    };

    /// <summary>What an option says nothing without.</summary>
    private static string Beside(string option) => option switch
    {
        "Merge" => ", Bidirectional = true",
        "Dropout" or "Residual" => ", Layers = 2",
        _ => "",
    };
}
