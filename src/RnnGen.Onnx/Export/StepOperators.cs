namespace RnnGen.Onnx.Export;

/// <summary>
/// What the operations of a step graph are in ONNX: one row an operation, but for leaves and products.
/// </summary>
internal static class StepOperators
{
    private static readonly Dictionary<string, string> s_nodes = new(StringComparer.Ordinal)
    {
        ["add"] = "Add",
        ["sub"] = "Sub",
        ["mul"] = "Mul",
        ["div"] = "Div",
        ["max"] = "Max",
        ["min"] = "Min",
        ["neg"] = "Neg",
        ["sigmoid"] = "Sigmoid",
        ["tanh"] = "Tanh",
        ["relu"] = "Relu",
        ["exp"] = "Exp",
        ["log"] = "Log",
        ["softplus"] = "Softplus",
        ["abs"] = "Abs",
        ["sqrt"] = "Sqrt",
        ["erf"] = "Erf",
    };

    private static readonly Dictionary<string, Func<GraphWriter, string[], string>> s_several =
        new(StringComparer.Ordinal)
        {
            ["fma"] = static (g, a) => g.Add("Add", g.Add("Mul", a[0], a[1]), a[2]),
            ["select_greater"] = static (g, a) => g.Add("Where", g.Add("Greater", a[0], a[1]), a[2], a[3]),
            ["select_equal"] = static (g, a) => g.Add("Where", g.Add("Equal", a[0], a[1]), a[2], a[3]),
            ["sum"] = static (g, a) => g.Add("ReduceSum", a[0], g.Integers(-1)),
            ["largest"] = static (g, a) => g.Add("ReduceMax", [a[0]], GraphWriter.Ints("axes", -1)),
        };

    /// <summary>Writes an operation and returns its value.</summary>
    /// <exception cref="OnnxException">It has no row here.</exception>
    public static string Write(GraphWriter graph, string operation, string[] arguments)
        => s_nodes.TryGetValue(operation, out string? node) ? graph.Add(node, arguments)
            : s_several.TryGetValue(operation, out Func<GraphWriter, string[], string>? nodes) ? nodes(graph, arguments)
            : throw new OnnxException($"The operation '{operation}' has no form in ONNX.");

    /// <summary>Whether an operation has a row.</summary>
    public static bool Has(string operation) => s_nodes.ContainsKey(operation) || s_several.ContainsKey(operation);
}
