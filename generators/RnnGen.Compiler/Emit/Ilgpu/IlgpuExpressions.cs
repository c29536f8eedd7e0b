using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// The form of each operation inside an ILGPU kernel: scalars, and functions of <c>DeviceMath</c>, because what devices
/// have is approximate. One row an operation.
/// </summary>
internal static class IlgpuExpressions
{
    private static readonly Dictionary<Op, Func<string[], string>> s_rows = new()
    {
        [Op.Add] = static a => $"({a[0]} + {a[1]})",
        [Op.MultiplyAdd] = static a => $"({a[0]} * {a[1]} + {a[2]})",
        [Op.Subtract] = static a => $"({a[0]} - {a[1]})",
        [Op.Multiply] = static a => $"({a[0]} * {a[1]})",
        [Op.Divide] = static a => $"({a[0]} / {a[1]})",
        [Op.Negate] = static a => $"(-{a[0]})",
        [Op.Max] = static a => $"DeviceMath.Max({a[0]}, {a[1]})",
        [Op.Min] = static a => $"DeviceMath.Min({a[0]}, {a[1]})",
        [Op.Sigmoid] = static a => $"DeviceMath.Sigmoid({a[0]})",
        [Op.Tanh] = static a => $"DeviceMath.Tanh({a[0]})",
        [Op.Relu] = static a => $"DeviceMath.Max({a[0]}, 0)",
        [Op.Exp] = static a => $"DeviceMath.Exp({a[0]})",
        [Op.Log] = static a => $"DeviceMath.Log({a[0]})",
        [Op.Softplus] = static a => $"DeviceMath.Softplus({a[0]})",
        [Op.Abs] = static a => $"DeviceMath.Abs({a[0]})",
        [Op.Sqrt] = static a => $"DeviceMath.Sqrt({a[0]})",
        [Op.Erf] = static a => $"DeviceMath.Erf({a[0]})",
        [Op.SelectGreater] = static a => $"({a[0]} > {a[1]} ? {a[2]} : {a[3]})",
        [Op.SelectEqual] = static a => $"({a[0]} == {a[1]} ? {a[2]} : {a[3]})",
        [Op.Sum] = static a => a[0],
        [Op.Largest] = static a => a[0],
    };

    /// <summary>Whether the table has a row for an operation.</summary>
    public static bool Has(Op op) => s_rows.ContainsKey(op);

    /// <summary>The expression of an operation over argument expressions.</summary>
    public static string Format(Op op, params string[] arguments) => s_rows[op](arguments);

    /// <summary>A number as an argument.</summary>
    public static string Literal(double value, bool isDouble)
    {
        string text = CodeWriter.Literal(value);
        if (!isDouble)
            text = double.IsNaN(value) || double.IsInfinity(value) ? text.Replace("double", "float") : text + "f";
        return value < 0 ? $"({text})" : text;
    }
}
