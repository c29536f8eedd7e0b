namespace RnnGen.Compiler.Graph;

/// <summary>The table of operations: class, number of arguments, and whether it is cheap enough to compute again.</summary>
internal sealed record OpInfo(Op Op, string Name, OpClass Class, int Arity, bool IsCheap)
{
    private static readonly Dictionary<Op, OpInfo> s_rows = new OpInfo[]
    {
        new(Op.Constant, "const", OpClass.Leaf, 0, true),
        new(Op.Input, "input", OpClass.Leaf, 0, true),
        new(Op.State, "state", OpClass.Leaf, 0, true),
        new(Op.Parameter, "parameter", OpClass.Leaf, 0, true),
        new(Op.Mask, "mask", OpClass.Leaf, 0, true),
        new(Op.NextStateGradient, "dnext", OpClass.Leaf, 0, true),
        new(Op.OutputGradient, "doutput", OpClass.Leaf, 0, true),
        new(Op.Affine, "affine", OpClass.Matrix, -1, false),
        new(Op.Transposed, "transposed", OpClass.Matrix, -1, false),
        new(Op.Attend, "attend", OpClass.Matrix, 1, false),
        new(Op.AttendGradient, "attend_gradient", OpClass.Matrix, 2, false),
        new(Op.Add, "add", OpClass.Pointwise, 2, true),
        new(Op.MultiplyAdd, "fma", OpClass.Pointwise, 3, true),
        new(Op.Subtract, "sub", OpClass.Pointwise, 2, true),
        new(Op.Multiply, "mul", OpClass.Pointwise, 2, true),
        new(Op.Divide, "div", OpClass.Pointwise, 2, false),
        new(Op.Negate, "neg", OpClass.Pointwise, 1, true),
        new(Op.Max, "max", OpClass.Pointwise, 2, true),
        new(Op.Min, "min", OpClass.Pointwise, 2, true),
        new(Op.Sigmoid, "sigmoid", OpClass.Pointwise, 1, false),
        new(Op.Tanh, "tanh", OpClass.Pointwise, 1, false),
        new(Op.Relu, "relu", OpClass.Pointwise, 1, true),
        new(Op.Exp, "exp", OpClass.Pointwise, 1, false),
        new(Op.Log, "log", OpClass.Pointwise, 1, false),
        new(Op.Softplus, "softplus", OpClass.Pointwise, 1, false),
        new(Op.Abs, "abs", OpClass.Pointwise, 1, true),
        new(Op.Sqrt, "sqrt", OpClass.Pointwise, 1, false),
        new(Op.Erf, "erf", OpClass.Pointwise, 1, false),
        new(Op.SelectGreater, "select_greater", OpClass.Pointwise, 4, true),
        new(Op.SelectEqual, "select_equal", OpClass.Pointwise, 4, true),
        new(Op.Sum, "sum", OpClass.Reduction, 1, false),
        new(Op.Largest, "largest", OpClass.Reduction, 1, false),
    }.ToDictionary(row => row.Op);

    /// <summary>The row of an operation.</summary>
    public static OpInfo Of(Op op) => s_rows[op];

    /// <summary>All rows, for the test that no table lacks one.</summary>
    public static IEnumerable<OpInfo> All => s_rows.Values;
}
