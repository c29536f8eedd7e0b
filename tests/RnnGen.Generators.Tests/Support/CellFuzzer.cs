using System.Globalization;

namespace RnnGen.Generators.Tests.Support;

/// <summary>
/// Random cells that use the whole cell language and mind their sizes: every expression is asked for in chunks of the
/// hidden size. One in a few dozen places is wrong on purpose.
/// </summary>
internal sealed class CellFuzzer(Random random)
{
    private static readonly string[] s_unary =
    [
        "Sigmoid", "Tanh", "Relu", "Exp", "Log", "LogSigmoid", "Softplus", "Abs", "Sqrt", "Square", "LeakyRelu", "Elu",
        "Selu", "Softsign", "HardSigmoid", "HardTanh", "Gelu", "Activate", "Softmax", "LayerNorm", "-", "+",
    ];

    private static readonly string[] s_binary = ["+", "-", "*", "/", "Max", "Min"];

    private static readonly string[] s_names = ["f", "@in", "@class", "value", "sum", "u", "r", "rows", "v", "t2"];

    private readonly List<string> _scope = [];
    private int _weights;

    /// <summary>A cell class; x may stand where the hidden size is asked for if the two agree.</summary>
    public string Next(string name, bool inputIsHidden)
    {
        _weights = 0;
        _scope.Clear();
        string[] states = [.. Enumerable.Range(0, random.Next(1, 4)).Select(static i => i == 0 ? "h" : $"s{i}")];
        _scope.AddRange(states);
        if (inputIsHidden)
            _scope.Add("x");
        string body = string.Concat(Enumerable.Range(0, random.Next(0, 6)).Select(Statement));
        int count = states.Length + (Chance(5) ? 1 : 0) - (Chance(60) ? 1 : 0);
        string[] values = [.. Enumerable.Range(0, Math.Max(1, count)).Select(_ => Vector(2))];
        string result = values.Length == 1 ? values[0] : $"({string.Join(", ", values)})";
        string type = values.Length == 1 ? "Vec" : $"({string.Join(", ", values.Select(static _ => "Vec"))})";
        string parameters = string.Concat(states.Select(s => $", {(Chance(8) ? "[InitialState(-1)] " : "")}Vec {s}"));
        return $$"""
            [Cell]
            partial class {{name}}
            {
                private const double K = 0.5;

                public static {{type}} Step(Vec x{{parameters}})
                {
            {{body}}        return {{result}};
                }
            }

            """;
    }

    private string Statement(int number)
    {
        string name = s_names[number % s_names.Length];
        if (_scope.Contains(name))
            return "";
        (string text, string[] defined) = random.Next(20) switch
        {
            0 or 1 or 2 => ($"var ({name}, {name}2) = Split({Wide(2, 2)}, 2);", new[] { name, name + "2" }),
            3 => ($"(Vec {name}, Vec {name}2, _) = Split({Wide(3, 2)}, 3);", [name, name + "2"]),
            4 => ($"const double k{number} = 0.5 * 3;\n        Vec {name} = k{number} * {Vector(2)};", [name]),
            5 when Chance(4) => ($"{Pick([.. _scope])} = {Vector(1)};", []),
            6 when Chance(4) => ($"if (x == null) {{ }}\n        var {name} = h;", [name]),
            7 when Chance(4) => ($"var ({name}, {name}2) = Split({Wide(3, 1)}, {Pick("2", "0")});", [name, name + "2"]),
            _ => ($"var {name} = {Vector(3)};", [name]),
        };
        _scope.AddRange(defined);
        return $"        {text}\n";
    }

    private string Vector(int depth)
    {
        if (depth == 0)
            return Pick([.. _scope]);
        return random.Next(16) switch
        {
            0 or 1 or 2 => Unary(Vector(depth - 1)),
            3 or 4 or 5 => Binary(Vector(depth - 1), Vector(depth - 1)),
            6 => Binary(Number(), Vector(depth - 1)),
            7 => Binary(Vector(depth - 1), Number()),
            8 => $"Parameter({Number()}{Named("name", Fresh())})",
            9 => $"Scale({Vector(depth - 1)}{Option(", " + Number())}, name: {Fresh()})",
            10 => $"LayerNorm({Vector(depth - 1)}{Named("bias", "false")}{Named("epsilon", "1e-3")})",
            11 => Pick([.. _scope]),
            _ => Affine("", depth),
        };
    }

    /// <summary>An expression of <paramref name="chunks"/> times the hidden size.</summary>
    private string Wide(int chunks, int depth)
    {
        if (Chance(30))
            chunks++;
        return random.Next(depth == 0 ? 2 : 5) switch
        {
            0 => $"Concat({string.Join(", ", Enumerable.Range(0, chunks).Select(_ => Vector(Math.Max(0, depth - 1))))})",
            2 => Unary(Wide(chunks, depth - 1)),
            3 => Binary(Wide(chunks, depth - 1), Wide(chunks, depth - 1)),
            4 => Binary(Number(), Wide(chunks, depth - 1)),
            _ => Affine($", units: {chunks.ToString(CultureInfo.InvariantCulture)}", Math.Max(1, depth)),
        };
    }

    private string Affine(string units, int depth)
    {
        string operands = random.Next(7) switch
        {
            0 => "x",
            1 => "x, h",
            2 => Vector(depth - 1),
            3 => $"Concat(x, {Vector(depth - 1)})",
            4 when depth > 1 => Wide(2, depth - 1),
            _ => $"x, {Vector(depth - 1)}",
        };
        string name = Chance(4) ? "" : $", name: {Fresh()}";
        return Chance(3) ? $"Linear({operands}{units}{name})"
            : $"Affine({operands}{Named("bias", "false")}{units}{Named("initialBias", Number())}{name})";
    }

    private string Unary(string operand)
    {
        string function = Chance(60) ? "Nonsense" : Pick(s_unary);
        return function is "-" or "+" ? $"({function}({operand}))" : $"{function}({operand})";
    }

    private string Binary(string a, string b)
    {
        string function = Chance(60) ? "%" : Pick(s_binary);
        return function is "Max" or "Min" ? $"{function}({a}, {b})" : $"({a} {function} {b})";
    }

    private string Number() => Chance(25) ? Pick("double.NegativeInfinity", "Missing", "Math.PI", "double.NaN")
        : Pick("0", "1", "-1", "0.5", "-2", "1f / 3", "K", "2 * K", "0.001", "(1 - K)");

    private string Fresh() => $"\"w{_weights++}\"";

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private string Option(string text) => Chance(4) ? text : "";

    private string Named(string name, string value) => Chance(6) ? $", {name}: {value}" : "";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
