using System.Globalization;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Random declarations, mostly right, at the level of the declaration language.</summary>
internal sealed class DeclarationFuzzer(int seed)
{
    private static readonly string[] s_unary =
    [
        "Sigmoid", "Tanh", "Relu", "Exp", "Activate", "Softmax", "LayerNorm", "Scale", "Gelu", "Square", "Abs",
            "Nonsense",
    ];

    private static readonly string[] s_losses =
    [
        "CrossEntropy", "BinaryCrossEntropy", "MeanSquaredError", "Huber(Delta = 2)", "SmoothL1(Beta = 0)",
        "CrossEntropy(LabelSmoothing = 0.1)", "CrossEntropy(ClassWeights = new double[] { 1, 2 })",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A model, sometimes with a cell of its own, and a use of it.</summary>
    public string Next(int number)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        bool ownCell = Chance(3);
        var attributes = new List<string> { "RnnModel" };
        if (!Chance(20))
            attributes.Add(Chance(4) ? $"Embedding({Size()}, {Size()}{Option("PaddingIndex", Size())})"
                : $"Input({Size()}{Option("Steps", Size())})");
        for (int layers = _random.Next(1, 6); layers > 0; layers--)
            attributes.Add(Layer(ownCell ? $"C{id}"
                : Pick("LstmCell", "SlstmCell", "MguCell", "JoinedRnnCell", "LstmProjectedCell", "IndRnnCell")));
        if (!Chance(4))
            attributes.Add(Pick(s_losses));
        if (Chance(10))
            attributes.Reverse(1, attributes.Count - 1);
        string modifiers = Chance(30) ? "abstract partial" : Chance(30) ? "sealed" : "partial";
        string model = $$"""
            [{{string.Join(", ", attributes)}}]
            {{modifiers}} class M{{id}};
            static class U{{id}}
            {
                static object Make() => new M{{id}}(seed: 1);
            }

            """;
        return (ownCell ? Cell($"C{id}") : "") + model;
    }

    private string Layer(string cell) => _random.Next(12) switch
    {
        0 or 1 => $"Lstm({Sizes()}{RecurrentOptions()}{LstmOptions()})",
        2 or 3 => $"Gru({Sizes()}{RecurrentOptions()}{Option("Variant", Variant())})",
        4 => $"SimpleRnn({Sizes()}{RecurrentOptions()}{Option("Activation", Activation())})",
        5 or 6 => $"Recurrent<{cell}>({Sizes()}{RecurrentOptions()}{Option("Sizes", NamedSizes())})",
        7 => $"Dense({Size()}{Option("Activation", Activation())}{Option("Bias", "false")})",
        8 => $"Dropout({Rate()})",
        9 => "LayerNorm",
        _ => Pick("LastStep", "MeanPool", "MaxPool"),
    };

    private string RecurrentOptions() => string.Concat(
        Option("Layers", Size()),
        Option("Bidirectional", "true"),
        Option("Merge", Pick("Merge.Sum", "Merge.Average", "(Merge)(-1)")),
        Option("GoBackwards", "true"),
        Option("Dropout", Rate()),
        Option("RecurrentDropout", Rate()),
        Option("Zoneout", Rate()),
        Option("Residual", "true"),
        Option("Biases", Size()),
        Option("Name", Pick("\"a\"", "\"b\"", "\"1\"", "null")),
        Option("Unroll", Size()));

    private string LstmOptions()
        => Option("Projection", Size()) + Option("Peephole", "true") + Option("CoupledGates", "true");

    private string Variant() => Pick("GruVariant.Textbook", "GruVariant.ResetBefore", "(GruVariant)7");

    private string NamedSizes() => Pick("\"projection=2\"", "\"a=3,b=4\"", "\"=\"", "null");

    private string Cell(string name)
    {
        int states = _random.Next(1, 4);
        string[] names = [.. Enumerable.Range(0, states).Select(static i => $"s{i}")];
        List<string> scope = ["x", .. names];
        var body = "";
        for (var i = 0; i < _random.Next(1, 5); i++)
        {
            body += Statement(i, scope);
        }

        int returned = states + (Chance(6) ? 1 : 0) - (Chance(20) ? 1 : 0);
        string[] values = [.. Enumerable.Range(0, Math.Max(1, returned)).Select(_ => Expression(scope, 2))];
        string result = values.Length == 1 ? values[0] : $"({string.Join(", ", values)})";
        string type = values.Length == 1 ? "Vec" : $"({string.Join(", ", values.Select(static _ => "Vec"))})";
        string parameters = string.Join(", ", names.Select(n => $"{(Chance(10) ? "[InitialState(-1)] " : "")}Vec {n}"));
        return $$"""
            [Cell]
            partial class {{name}}
            {
                public static {{type}} Step(Vec x, {{parameters}})
                {
            {{body}}        return {{result}};
                }
            }

            """;
    }

    private string Statement(int number, List<string> scope)
    {
        string name = $"v{number}";
        string text = _random.Next(14) switch
        {
            0 => $"var ({name}, {name}b) = Split({Expression(scope, 2)}, {Pick("2", "2", "3", "0")});",
            1 when Chance(3) => $"{Pick([.. scope])} = {Expression(scope, 1)};",
            2 when Chance(3) => $"if (x == null) {{ }}\n        var {name} = x;",
            3 => $"const double k{number} = 0.5 * 3;\n        var {name} = k{number} * {Expression(scope, 2)};",
            _ => $"var {name} = {Expression(scope, 3)};",
        };
        scope.Add(name);
        return $"        {text}\n";
    }

    private string Expression(List<string> scope, int depth)
    {
        if (depth == 0)
            return Pick([.. scope]);
        return _random.Next(9) switch
        {
            0 => $"{Pick(s_unary)}({Expression(scope, depth - 1)})",
            1 => $"({Expression(scope, depth - 1)} {Pick("+", "-", "*", "/", "%")} {Expression(scope, depth - 1)})",
            2 => $"({Number()} - {Expression(scope, depth - 1)})",
            3 or 4 => $"Affine({Pick([.. scope])}, {Expression(scope, depth - 1)}{AffineOptions()})",
            5 => $"Linear({Expression(scope, depth - 1)}{Named("units", Pick("1", "2"))})",
            6 => $"Max({Expression(scope, depth - 1)}, {Number()})",
            7 => $"(Parameter({Number()}) * {Expression(scope, depth - 1)})",
            _ => $"Concat({Pick([.. scope])}, {Expression(scope, depth - 1)})",
        };
    }

    private string AffineOptions() => string.Concat(
        Named("bias", "false"),
        Named("units", Pick("1", "2", "0", "\"a\"")),
        Named("initialBias", Number()),
        Named("name", "\"w\""));

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Option(string name, string value) => Chance(8) ? $", {name} = {value}" : "";

    private string Named(string name, string value) => Chance(8) ? $", {name}: {value}" : "";

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Size() => Chance(12) ? Pick("0", "-1", "int.MaxValue", "1 << 20", "\"x\"", "2.5")
        : _random.Next(1, 9).ToString(CultureInfo.InvariantCulture);

    private string Sizes()
        => Chance(15) ? Pick("3, 0", "null", "new int[0]") : Chance(3) ? $"{Size()}, {Size()}" : Size();

    private string Rate() => Chance(8) ? Pick("1", "-0.1", "double.NaN", "1.5") : "0.25";

    private string Number() => Pick("0", "1", "0.5", "-2", "double.NegativeInfinity", "Math.PI", "1f / 3", "x.Y");

    private string Activation()
        => Pick("Activation.Relu", "Activation.Softmax", "Activation.Sigmoid", "(Activation)99");
}
