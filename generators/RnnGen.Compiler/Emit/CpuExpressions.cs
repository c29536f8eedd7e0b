using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Emit;

/// <summary>The C# form of each operation over registers <c>V</c>; one row an operation.</summary>
internal static class CpuExpressions
{
    private static readonly Dictionary<Op, Func<string[], string>> s_rows = new()
    {
        [Op.Add] = static a => $"{a[0]} + {a[1]}",
        [Op.MultiplyAdd] = static a => $"V.MultiplyAdd({a[0]}, {a[1]}, {a[2]})",
        [Op.Subtract] = static a => $"{a[0]} - {a[1]}",
        [Op.Multiply] = static a => $"{a[0]} * {a[1]}",
        [Op.Divide] = static a => $"{a[0]} / {a[1]}",
        [Op.Negate] = static a => $"-{a[0]}",
        [Op.Max] = static a => $"V.Max({a[0]}, {a[1]})",
        [Op.Min] = static a => $"V.Min({a[0]}, {a[1]})",
        [Op.Sigmoid] = static a => $"V.Sigmoid({a[0]})",
        [Op.Tanh] = static a => $"V.Tanh({a[0]})",
        [Op.Relu] = static a => $"V.Max({a[0]}, V.Zero)",
        [Op.Exp] = static a => $"V.Exp({a[0]})",
        [Op.Log] = static a => $"V.Log({a[0]})",
        [Op.Softplus] = static a => $"V.Softplus({a[0]})",
        [Op.Abs] = static a => $"V.Abs({a[0]})",
        [Op.Sqrt] = static a => $"V.Sqrt({a[0]})",
        [Op.Erf] = static a => $"V.Erf({a[0]})",
        [Op.SelectGreater] = static a => $"V.SelectGreater({a[0]}, {a[1]}, {a[2]}, {a[3]})",
        [Op.SelectEqual] = static a => $"V.SelectEqual({a[0]}, {a[1]}, {a[2]}, {a[3]})",
        [Op.Sum] = static a => $"V.Create(V.Sum({a[0]}))",
        [Op.Largest] = static a => $"V.Create(V.MaxAcross({a[0]}))",
    };

    /// <summary>Whether the table has a row for an operation.</summary>
    public static bool Has(Op op) => s_rows.ContainsKey(op);

    /// <summary>The expression of an operation over argument expressions.</summary>
    public static string Format(Op op, params string[] arguments) => s_rows[op](arguments);

    /// <summary>Whether the form is a call and needs no brackets around its arguments or itself.</summary>
    public static bool IsCall(Op op) => op is not (Op.Add or Op.Subtract or Op.Multiply or Op.Divide or Op.Negate);
}
