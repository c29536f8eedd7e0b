namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Graphs over every symbolic function and every way to wire layers.</summary>
internal static class GraphCases
{
    private const string Layers = """
        [Dense(5)] private static partial Seq Project(Seq x);
        [Dense(3)] private static partial Seq Emit(Seq x);
        [Gru(5)] private static partial Recurrence Encode(Seq x);
        [Lstm(5)] private static partial Recurrence Other(Seq x);
        [Lstm(5, Bidirectional = true)] private static partial Recurrence Both(Seq x);
        [Dense(3)] private static partial Vec Read(Vec h);

        """;

    private static readonly (string Name, string Type, string Body, bool IsCausal)[] s_wirings =
    [
        ("a recurrence's outputs", "Seq", "Emit(Encode(x).Outputs)", true),
        ("a recurrence's last", "Vec", "Read(Encode(x).Last)", true),
        ("a bidirectional last", "Vec", "Read(Both(x).Last)", false),
        ("last of the outputs", "Vec", "Read(Last(Both(x).Outputs))", false),
        ("a residual", "Seq", "Emit(Project(x) + Encode(Project(x)).Outputs)", true),
        ("two recurrences side by side", "Seq", "Emit(Concat(Encode(x).Outputs, Other(x).Outputs, x))", true),
        ("a gate between two recurrences", "Seq",
            "Emit(Sigmoid(Encode(x).Outputs) * Other(x).Outputs + (1 - Sigmoid(Project(x))) * Project(x))", true),
        ("both last and outputs", "Vec", "Read(Concat(Encode(x).Last, MeanPool(Other(x).Outputs), First(x)))", true),
        ("a layer called twice", "Seq", "Emit(Encode(Project(x)).Outputs + Project(Tanh(x)))", true),
        ("a recurrence called twice", "Seq", "Emit(Encode(Encode(Project(x)).Outputs - Project(x)).Outputs)", true),
        ("a bidirectional recurrence called twice", "Seq",
            "Emit(Both(Slice(Both(Project(x)).Outputs, 3, 5)).Outputs)", false),
        ("chunks cut anew", "Seq",
            "Both(x).Outputs * Concat(Project(x), Slice(x, 1, 2), Slice(Project(x), 0, 3))", false),
        ("a slice on a border", "Seq", "Emit(Slice(Both(x).Outputs, 5, 5))", false),
        ("a slice across a border", "Seq", "Slice(Both(x).Outputs, 3, 4)", false),
        ("a slice of the input", "Seq", "Emit(Project(Slice(x, 1, 3) + Slice(x, 0, 3)))", true),
        ("a slice of a row", "Vec", "Slice(Both(x).Last, 3, 4)", false),
        ("the input itself", "Seq", "x", true),
        ("the input twice", "Seq", "Concat(x, x)", true),
        ("the input and a layer", "Seq", "Concat(x, Project(x))", true),
        ("one value twice", "Seq", "Concat(Project(x), Tanh(Project(x)), x, x)", true),
        ("softmax over one value twice", "Seq", "Softmax(Concat(x, x))", true),
        ("no value at zero", "Seq", "Emit(Log(Square(x)))", true),
        ("softmax of a sequence", "Seq", "Softmax(Emit(x))", true),
        ("softmax of several chunks", "Seq", "Softmax(Both(x).Outputs)", false),
        ("softmax of a row", "Vec", "Softmax(Read(Encode(x).Last))", true),
        ("a mean pool", "Vec", "Read(MeanPool(Project(x)))", true),
        ("a max pool", "Vec", "Read(MaxPool(Project(x)))", true),
        ("a sum pool", "Vec", "Read(SumPool(Project(x)))", true),
        ("the first step", "Vec", "Read(First(Project(x)))", true),
        ("the last step", "Vec", "Read(Last(Project(x)))", true),
        ("three pools of one value", "Vec", "Concat(MeanPool(x), MaxPool(x), SumPool(x), First(x), Last(x))", true),
        ("a row at every step", "Seq", "Emit(Concat(x, Repeat(Encode(x).Last, x)))", false),
        ("a row of both directions at every step", "Seq", "Repeat(Both(x).Last, Project(x)) * Both(x).Outputs", false),
        ("steps the other way round", "Seq", "Emit(Reverse(Encode(Reverse(x)).Outputs))", false),
        ("steps of both directions the other way round", "Seq", "Concat(Reverse(Both(x).Outputs), Reverse(x), x)", false),
        ("the last of steps the other way round", "Vec", "Last(Reverse(Concat(Both(x).Outputs, x)))", false),
        ("some steps", "Vec", "Concat(At(x, 0), At(x, 2), At(Project(x), -1), At(x, -3), At(Encode(x).Outputs, 1))", true),
        ("some steps of both directions", "Vec", "Read(At(Both(x).Outputs, -2) + At(Both(x).Outputs, 1))", false),
        ("a state at every step", "Seq", "Emit(Tanh(Other(x).StatesOf(\"c\")))", true),
        ("states and outputs at every step", "Seq",
            "Concat(Other(x).StatesOf(\"c\"), Other(x).Outputs, Encode(x).StatesOf(\"h\"))", true),
        ("a state of both directions at every step", "Vec", "Read(MeanPool(Both(x).StatesOf(\"c\")))", false),
        ("a delay", "Seq", "Emit(Delay(Project(x)))", true),
        ("a delay of three with a start", "Seq", "Delay(x, 3, 0.25)", true),
        ("differences of steps", "Seq", "Encode(x - Delay(x)).Outputs", true),
        ("the smaller and the larger", "Seq",
            "Max(Project(x), 0.1) + Min(Project(x), Encode(x).Outputs) - Max(0, Slice(x, 0, 5))", true),
        ("dropout of a sequence and of a row", "Vec",
            "Read(Dropout(Last(Dropout(Project(Dropout(x, 0.3, perSequence: true)), 0.5)), 0.25))", true),
        ("numbers on either side", "Seq", "2 * x - 1 + (3 - x) / 2 + 1 / (1 + Square(x)) - (-x) / 4", true),
        ("a row by elements", "Vec", "2 * Encode(x).Last * Other(x).Last - Tanh(Encode(x).Last) / 3", true),
    ];

    private static readonly string[] s_functions =
    [
        "Sigmoid", "Tanh", "Relu", "Exp", "LogSigmoid", "Softplus", "Abs", "Square", "LeakyRelu", "Elu", "Selu",
        "Softsign", "HardSigmoid", "HardTanh", "Gelu",
    ];

    public static GraphCase[] All { get; } =
    [
        .. s_wirings.Select(static w => Of(w.Name, w.Type, w.Body, w.IsCausal)),
        Of("functions of a sequence", "Seq", $"Concat({string.Join(", ", Functions("x"))})", true),
        Of("functions of a row", "Vec", $"Concat({string.Join(", ", Functions("Last(x)"))})", true),
        new("locals, tuples and constants", Layers + """
            private const double Share = 0.25;

            [Forward]
            private static Seq Scores([Input(7)] Seq x)
            {
                const double half = Share * 2;
                var rest = 1 - half;
                var (a, b) = (Encode(x), Project(x));
                Recurrence other = Other(x);
                Seq @class = half * a.Outputs + rest * b;
                Seq größe = Delay(@class * other.Outputs);
                Seq emit = Tanh(größe);
                return Emit(emit);
            }
            """),
        new("locals whose names meet", """
            [Dense(5)] private static partial Seq Project(Seq x);

            [Forward]
            private static Seq Scores([Input(7)] Seq x)
            {
                var h = Tanh(Project(x));
                var hEvaluate = h * h;
                var h_forward = Sigmoid(hEvaluate);
                return h_forward + hEvaluate;
            }
            """),
        new("layers of every kind", """
            [LayerNorm] private static partial Seq Norm(Seq x);
            [LayerNorm] private static partial Vec RowNorm(Vec x);
            [Gru(5, Layers = 2, Residual = true)] private static partial Recurrence Encode(Seq x);
            [LastStep] private static partial Vec End(Seq x);
            [MeanPool] private static partial Vec Mean(Seq x);
            [MaxPool] private static partial Vec Most(Seq x);

            [Forward]
            private static Vec Scores([Input(5)] Seq x)
            {
                var h = Encode(Norm(x)).Outputs;
                return RowNorm(Concat(End(h), Mean(h), Most(Norm(x))));
            }
            """),
    ];

    public static GraphCase Find(string name) => All.Single(graph => graph.Name == name);

    private static IEnumerable<string> Functions(string value)
        => s_functions.Select(f => $"{f}({value})").Append($"Log(1 + Square({value}))").Append($"Sqrt(Exp({value}))");

    private static GraphCase Of(string name, string type, string body, bool isCausal)
    {
        IEnumerable<string> used =
            Layers.Split('\n').Where(line => body.Contains(Name(line), StringComparison.Ordinal));
        string forward = $"[Forward] private static {type} Scores([Input(7)] Seq x) => {body};";
        return new GraphCase(name, string.Join("\n", used.Append(forward)), isCausal);
    }

    /// <summary>How a layer method is called: its name with a parenthesis.</summary>
    private static string Name(string line)
    {
        int end = line.LastIndexOf('(') + 1;
        return end == 0 ? line : line[(line.LastIndexOf(' ', end - 1) + 1)..end];
    }
}
