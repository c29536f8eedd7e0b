namespace RnnGen.Compiler.Text;

/// <summary>How each function of the cell language is written in text and how many arguments it takes.</summary>
internal static class CellFunctionNames
{
    private static readonly (CellFunction Function, string Name, int Arguments)[] s_rows =
    [
        (CellFunction.Add, "+", 2),
        (CellFunction.Subtract, "-", 2),
        (CellFunction.Multiply, "*", 2),
        (CellFunction.Divide, "/", 2),
        (CellFunction.Negate, "neg", 1),
        (CellFunction.Max, "Max", 2),
        (CellFunction.Min, "Min", 2),
        (CellFunction.Sigmoid, "Sigmoid", 1),
        (CellFunction.Tanh, "Tanh", 1),
        (CellFunction.Relu, "Relu", 1),
        (CellFunction.Exp, "Exp", 1),
        (CellFunction.Log, "Log", 1),
        (CellFunction.LogSigmoid, "LogSigmoid", 1),
        (CellFunction.Softplus, "Softplus", 1),
        (CellFunction.Abs, "Abs", 1),
        (CellFunction.Sqrt, "Sqrt", 1),
        (CellFunction.Square, "Square", 1),
        (CellFunction.Activate, "Activate", 1),
        (CellFunction.LeakyRelu, "LeakyRelu", 1),
        (CellFunction.Elu, "Elu", 1),
        (CellFunction.Selu, "Selu", 1),
        (CellFunction.Softsign, "Softsign", 1),
        (CellFunction.HardSigmoid, "HardSigmoid", 1),
        (CellFunction.HardTanh, "HardTanh", 1),
        (CellFunction.Gelu, "Gelu", 1),
        (CellFunction.Softmax, "Softmax", 1),
        (CellFunction.Concat, "Concat", Any),
        (CellFunction.Split, "Split", 2),
    ];

    /// <summary>Any number of arguments, at least one.</summary>
    public const int Any = -1;

    public static string NameOf(CellFunction function)
    {
        foreach ((CellFunction candidate, string name, int _) in s_rows)
        {
            if (candidate == function)
                return name;
        }

        return "?";
    }

    /// <summary>The function of a name and its number of arguments, or null.</summary>
    public static (CellFunction Function, int Arguments)? Find(string name)
    {
        foreach ((CellFunction function, string candidate, int arguments) in s_rows)
        {
            if (candidate == name)
                return (function, arguments);
        }

        return null;
    }
}
