using System.Text;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>Writes cells that nobody would, and stacks around them; the same for the same seed.</summary>
internal sealed class RandomCellWriter
{
    private const string Hidden = "h", Named = "p", Features = "x";

    private static readonly string[] s_safe =
    [
        "Sigmoid", "Tanh", "Softplus", "LogSigmoid", "Elu", "Softsign", "Gelu", "Relu", "LeakyRelu", "Abs", "Selu",
        "HardSigmoid", "HardTanh", "Activate",
    ];

    private readonly int _seed;
    private readonly Random _random;
    private readonly StringBuilder _body = new();
    private readonly List<(string Name, string Size)> _values = [];
    private int _count;

    private RandomCellWriter(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
    }

    /// <summary>The cell and stack of a seed.</summary>
    public static RandomCell Write(int seed) => new RandomCellWriter(seed).Write();

    private RandomCell Write()
    {
        int units = Pick(1, 2, 3, 4, 8, 15, 16, 17, 33), named = Pick(1, 3, 5, 16, 18);
        int features = Chance(2) ? units : Pick(1, 2, 3, 7, 16);
        string cell = Cell(out bool usesNamed);
        string options = Options(out bool causal, out bool random);
        string sizes = usesNamed ? $", Sizes = \"p={named}\"" : "";
        List<string> layers = [$"[Input({features})]"];
        bool front = Chance(5);
        if (front)
            layers.Add($"[{Pick("Gru", "Lstm", "SimpleRnn")}({Math.Max(1, features / 2)}, Bidirectional = true)]");
        layers.Add($"[Recurrent<Cell>({units}{options}{sizes}, Name = \"rnn\")]");
        causal &= !front;
        if (Chance(5))
            layers.Add("[LayerNorm]");
        if (Chance(8))
        {
            layers.Add(Pick("[Dropout(0.3)]", "[Dropout(0.3, PerSequence = true)]"));
            random = true;
        }

        if (Chance(6))
            layers.Add($"[{Pick("Gru", "Lstm", "SimpleRnn")}({Pick(1, 3, 6)}{Pick("", "", ", Residual = true")})]");
        if (Chance(4))
            layers.Add($"[Dense({Pick(1, 2, 5)}{Pick("", ", Activation = Activation.Tanh", ", Bias = false")})]");
        if (Chance(3))
            layers.Add(Pick("[LastStep]", "[MeanPool]", "[MaxPool]"));
        if (Chance(5))
            layers.Add($"[Dense({Pick(1, 2, 5)}{Pick("", ", Activation = Activation.Softmax")})]");
        int rows = Pick(1, 2, 3, 5, 17), steps = Pick(1, 3, 4, 5);
        int[] lengths = [.. Enumerable.Range(0, rows).Select(_ => _random.Next(steps + 1))];
        return new RandomCell(_seed, string.Join("\n", layers), cell, rows, steps, lengths, causal, random);
    }

    private string Options(out bool causal, out bool random)
    {
        var text = new StringBuilder();
        bool bidirectional = Chance(4), backwards = !bidirectional && Chance(6);
        causal = !bidirectional && !backwards;
        random = false;
        if (Chance(4))
        {
            text.Append(", Layers = 2");
            if (Chance(3))
            {
                text.Append(", Dropout = 0.25");
                random = true;
            }
        }

        if (bidirectional)
        {
            text.Append(", Bidirectional = true");
            text.Append(Pick("", "", ", Merge = Merge.Sum", ", Merge = Merge.Multiply"));
        }

        if (backwards)
            text.Append(", GoBackwards = true");
        if (Chance(4))
            text.Append(", Residual = true");
        text.Append(Pick("", "", "", "", ", Biases = 2", ", Biases = 0"));
        if (Chance(5))
            text.Append(Pick(", Unroll = 2", ", Unroll = 3"));
        foreach (string dropout in new[] { "Zoneout", "RecurrentDropout", "InputDropout" })
        {
            if (!Chance(10))
                continue;
            text.Append($", {dropout} = 0.25");
            random = true;
        }

        return text.ToString();
    }

    private string Cell(out bool usesNamed)
    {
        int states = Pick(1, 1, 2, 2, 3);
        string[] names = [.. "hcs"[..states].Select(c => c.ToString())];
        _values.Add(("x", Features));
        _values.AddRange(names.Select(name => (name, Hidden)));
        int statements = _random.Next(2, 9);
        for (int i = 0; i < statements; i++)
            Statement();
        List<string> returns = [.. names.Select(_ => Returned())];
        if (Chance(4))
            returns.Insert(0, Any());
        if (Chance(6))
            returns[^1] = names[0];
        if (states > 1 && Chance(6))
            returns[^1] = returns[^2];
        string type = returns.Count == 1 ? "Vec" : $"({string.Join(", ", returns.Select((_, i) => $"Vec R{i}"))})";
        string value = returns.Count == 1 ? returns[0] : $"({string.Join(", ", returns)})";
        usesNamed = _body.ToString().Contains("\"p\"") || value.Contains("\"p\"");
        return $$"""
            [Cell]
            public sealed partial class Cell
            {
                public static {{type}} Step(Vec x, {{string.Join(", ", names.Select(name => "Vec " + name))}})
                {
            {{_body}}        return {{value}};
                }
            }
            """;
    }

    /// <summary>A new state: of the hidden size.</summary>
    private string Returned()
    {
        if (Chance(6))
            return Of(Hidden);
        Add(Hidden, Next());
        return _values[^1].Name;
    }

    private string Next() => _random.Next(5) switch
    {
        0 => $"Tanh({Affine(Hidden)})",
        1 => Affine(Hidden),
        2 => $"0.5 * {Of(Hidden)} - {Of(Hidden)} / 3",
        _ => $"Tanh({Of(Hidden)})",
    };

    private void Statement()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2 or 3:
                string size = Chance(5) ? Named : Hidden;
                Add(size, Chance(4) ? Affine(size) : $"{Pick(s_safe)}({Affine(size)})");
                break;
            case 4:
                Parts();
                break;
            case 5:
                Norm();
                break;
            case 6:
                (string name, string of) = Pick(_values.ToArray());
                Add(of, $"Scale({name}, name: \"w{_count++}\")");
                break;
            case 7:
                Add(Hidden, $"Parameter(initial: 0.3, name: \"w{_count++}\")");
                break;
            default:
                of = Pick(_values.ToArray()).Size;
                Add(of, Pointwise(of));
                break;
        }
    }

    private string Pointwise(string size)
    {
        string a = Of(size), b = Of(size), c = Of(size);
        return _random.Next(14) switch
        {
            0 => $"{a} * {b}",
            1 => $"{a} * {b} + {c}",
            2 => $"{a} - {b} * {c}",
            3 => $"(1 - {a}) * {b} + {a} * {c}",
            4 => $"{a} / (1.5 + Sigmoid({b}))",
            5 => $"Max({a}, {b})",
            6 => $"Min({a}, {b} - 0.125)",
            7 => $"Exp(-Abs({a}))",
            8 => $"Log(1.5 + Square({a}))",
            9 => $"Sqrt(0.5 + Square({a}))",
            10 => $"-{a} + 0.5",
            11 => $"Max({a}, 0.1)",
            12 => $"2 - {a} / 4",
            _ => $"{Pick(s_safe)}({a})",
        };
    }

    private void Norm()
    {
        (string name, string size) = Pick(_values.ToArray());
        string function = Chance(2) ? "Softmax(" : "LayerNorm(";
        string end = function == "Softmax(" ? ")" : $"{(Chance(3) ? ", bias: false" : "")}, name: \"w{_count++}\")";
        if (Chance(3))
        {
            string first = $"v{_count++}", second = $"v{_count++}";
            Line($"var ({first}, {second}) = Split({function}Concat({name}, {Of(size)}){end}, 2);");
            _values.AddRange([(first, size), (second, size)]);
            return;
        }

        Add(size, function + name + end);
    }

    private void Parts()
    {
        int parts = Pick(2, 3, 5, 6, 7);
        string[] names = [.. Enumerable.Range(0, parts).Select(_ => $"v{_count++}")];
        string affine = $"Affine({Operands()}, units: {parts}, name: \"w{_count++}\")";
        Line($"var ({string.Join(", ", names)}) = Split({affine}, {parts});");
        _values.AddRange(names.Select(name => (name, Hidden)));
    }

    private string Affine(string size)
    {
        string units = size == Named ? ", units: \"p\"" : "";
        return $"{(Chance(5) ? "Linear" : "Affine")}({Operands()}{units}, name: \"w{_count++}\")";
    }

    private string Operands()
    {
        int count = Pick(1, 1, 2, 2, 3);
        return string.Join(", ", Enumerable.Range(0, count).Select(_ => _random.Next(5) switch
        {
            0 => "x",
            1 => $"{Pick("Tanh", "Sigmoid")}({Any()})",
            2 => Pick(_values.ToArray()) is var (name, size) ? $"{name} * {Of(size)}" : "",
            _ => Any(),
        }));
    }

    private void Add(string size, string value)
    {
        string name = $"v{_count++}";
        Line($"var {name} = {value};");
        _values.Add((name, size));
    }

    private void Line(string text) => _body.Append("        ").Append(text).Append('\n');

    private string Any() => Pick(_values.ToArray()).Name;

    private string Of(string size) => Pick(_values.Where(value => value.Size == size).ToArray()).Name;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
