namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>Small cells that each ask one hard question of the compiler.</summary>
internal static class OddCells
{
    /// <summary>By name: the states of Step, its statements and what it returns, and the layers around it.</summary>
    public static IReadOnlyDictionary<string, RandomCell> All { get; } = new Dictionary<string, RandomCell>
    {
        ["input ignored"] = Cell("Vec h", "return Tanh(Affine(h));"),
        ["input ignored, embedding"] = Cell("Vec h", "return Tanh(Affine(h));", "[Embedding(5, 4)]"),
        ["input twice"] = Cell("Vec h", "return Tanh(Affine(x, x));"),
        ["state twice"] = Cell("Vec h", "return Tanh(Affine(x, h, h * h, h));"),
        ["chunks twice"] = Cell("Vec h", "return Tanh(Affine(x, Concat(h, h, x)));"),
        ["learned vector as operand"] = Cell(
            "Vec h", "var p = Parameter(0.3, name: \"p\");\nreturn Tanh(Affine(x, h, p));"),
        ["start of a product read after it"] = Cell(
            "Vec h",
            """
            var r = Sigmoid(Affine(x, h));
            var z = 1.5 + Sigmoid(Affine(x, h));
            var v = r * h;
            var n = Tanh(Affine(x, v));
            return n + v / z + r / z;
            """),
        ["sum of two states as operand"] = Cell(
            "Vec h, Vec c", "return (Tanh(Affine(x, h + c)), Tanh(Affine(x, name: \"m\")));"),
        ["sum of a state and the input as operand"] = Cell(
            "Vec h", "return Tanh(Affine(x + h));", "[Input(3)]\n[SimpleRnn(17)]"),
        ["sum of a state and a learned vector as operand"] = Cell(
            "Vec h", "return Tanh(Affine(x, h + Parameter(0.3, name: \"p\")));"),
        ["sum of a state and a product as operand"] = Cell(
            "Vec h", "return Tanh(Affine(h + Affine(x, name: \"m\")));"),
        ["states swapped"] = Cell("Vec h, Vec c", "return (c, Tanh(Affine(x, h)) * h);"),
        ["states rotated"] = Cell("Vec h, Vec c, Vec s", "return (c, s, h);"),
        ["states rotated and read late"] = Cell(
            "Vec h, Vec c, Vec s",
            """
            var g = Sigmoid(Affine(h * c, s, name: "g"));
            var n = Tanh(Affine(x, g));
            return (c + n * h, s - n, h * c);
            """),
        ["one value twice"] = Cell("Vec h, Vec c", "var n = Tanh(Affine(x, h, c));\nreturn (n, n);"),
        ["state unused"] = Cell("Vec h, Vec c", "return (Tanh(Affine(x, h)), Tanh(Affine(x)));"),
        ["state unchanged"] = Cell("Vec h, Vec c", "return (Tanh(Affine(x, h * c)), c);"),
        ["output is the input"] = Cell("Vec h", "return (x, Tanh(Affine(x, h)));"),
        ["output is the old state"] = Cell("Vec h", "return (h, Tanh(Affine(x, h)));"),
        ["no product"] = Cell("Vec h", "return 0.5 * h + Scale(Tanh(h)) - h * h * h / 5;"),
        ["nothing at all"] = Cell("Vec h", "return h;"),
        ["affine of affine"] = Cell(
            "Vec h",
            """
            var a = Affine(x, h);
            var b = Affine(a, x, name: "b");
            var d = Affine(b, a, name: "d");
            return Tanh(d);
            """),
        ["affine is a state"] = Cell(
            "Vec h, Vec c",
            """
            var a = Affine(x, h);
            var d = Affine(a, c, name: "d");
            return (0.3 * a, Tanh(d));
            """),
        ["affine of functions of the input"] = Cell("Vec h", "return Tanh(Affine(Tanh(x), x, h, x * x));"),
        ["norm of norm"] = Cell("Vec h", "return LayerNorm(LayerNorm(Affine(x, h)) * h);"),
        ["softmax of norm of softmax"] = Cell(
            "Vec h", "return Softmax(LayerNorm(Softmax(3 * Affine(x, h)), name: \"n\") + h);"),
        ["norm of a state, late"] = Cell(
            "Vec h, Vec c",
            """
            var n = LayerNorm(h);
            var a = Tanh(Affine(x, n));
            var b = Softmax(c * a);
            var d = Affine(b, n, name: "d");
            return (LayerNorm(a + n, name: "m"), Tanh(d) + c);
            """),
        ["norm over input and state"] = Cell(
            "Vec h",
            "var (a, b) = Split(LayerNorm(Concat(x, h), name: \"n\"), 2);\nreturn Tanh(Affine(a, b));",
            "[Input(3)]", ", RecurrentDropout = 0.3"),
        ["eight gates"] = Cell(
            "Vec h",
            """
            var (a, b, c, d, e, f, g, i) = Split(Affine(x, h, units: 8), 8);
            return Tanh(a * b + c) * Sigmoid(d - e) + f * g * 0.1 - Tanh(i);
            """),
        ["rows of two kilobytes"] = Cell(
            "Vec h",
            """
            var (a, b, c, d, e, f, g, i) = Split(Affine(x, h, units: 8), 8);
            return Tanh(a * b + c) * Sigmoid(d - e) + f * g * 0.1 - Tanh(i);
            """,
            units: 64),
        ["rows of two kilobytes, by token"] = Cell(
            "Vec h",
            """
            var (a, b, c, d) = Split(Affine(x, h, units: 4), 4);
            return Tanh(a * b + c) * Sigmoid(d - a) + 0.1 * h;
            """,
            "[Embedding(5, 4)]", units: 128),
        ["gate named like another's second register"] = Cell(
            "Vec h",
            """
            var g = Sigmoid(Affine(x, h));
            var g2 = Tanh(Affine(x, h));
            var g_2 = Tanh(Affine(x, h));
            return g * h + (1 - g) * g2 * g_2;
            """),
        ["projected state"] = Cell(
            "Vec h, Vec c",
            "var c2 = Tanh(Affine(x, h)) + 0.5 * c;\nreturn (Linear(Tanh(c2), units: \"p\", name: \"down\"), c2);",
            options: ", Sizes = \"p=3\""),
        ["equal operands of max and min"] = Cell(
            "Vec h", "var a = Tanh(Affine(x, h));\nreturn Max(a, a) * Min(h, h);"),
        ["input of two directions, point by point"] = Cell(
            "Vec h",
            "var a = Tanh(Affine(x, h));\nreturn a * x + LayerNorm(x, name: \"n\") - 0.3 * h;",
            "[Input(3)]\n[Gru(3, Bidirectional = true)]", ", Bidirectional = true", units: 6),
        ["three sequential products"] = Cell(
            "Vec h, Vec c",
            """
            var r = Sigmoid(Affine(x, h));
            var q = Tanh(Affine(x, r * h));
            var w = Tanh(Affine(q * c, h, name: "w"));
            var d = Affine(w, q, name: "d");
            return (Tanh(d) * r, w + r * c);
            """),
    };

    private static RandomCell Cell(
        string states, string body, string input = "[Input(17)]", string options = "", int units = 17)
    {
        int count = states.Split(',').Length;
        bool separate = new[] { "(x, Tanh", "(h, Tanh" }.Any(body.Contains);
        string[] returns = [.. Enumerable.Range(0, count + (separate ? 1 : 0)).Select(i => $"Vec R{i}")];
        string type = returns.Length == 1 ? "Vec" : $"({string.Join(", ", returns)})";
        string cell = $$"""
            [Cell]
            public sealed partial class Cell
            {
                public static {{type}} Step(Vec x, {{states}})
                {
                    {{body}}
                }
            }
            """;
        string attributes = $"{input}\n[Recurrent<Cell>({units}{options}, Name = \"rnn\")]";
        bool isCausal = !attributes.Contains("Bidirectional", StringComparison.Ordinal);
        bool isRandom = options.Contains("Dropout", StringComparison.Ordinal);
        return new RandomCell(7, attributes, cell, 3, 4, [4, 0, 2], isCausal, isRandom);
    }
}
