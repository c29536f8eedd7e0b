using System.Globalization;
using System.Text;

namespace RnnGen.Compiler.Text;

/// <summary>A cell as an S-expression: what <c>[CellEquations]</c> carries from one assembly to another.</summary>
/// <remarks>
/// <c>(cell 1 NAME INPUT (states (h 0)) (let (f) EXPR)... (return EXPR...))</c>. Names are bare, numbers begin with a
/// digit or a sign (<c>-inf</c>, <c>+inf</c>, <c>+nan</c>), options are <c>:key value</c>. Reading what was written
/// gives an equal cell.
/// </remarks>
internal static class CellText
{
    public const int Version = 1;

    /// <summary>Depth beyond which neither the parser nor the reader follows an expression.</summary>
    public const int MaxDepth = 200;

    public static string Write(CellSpec cell)
    {
        var text = new StringBuilder();
        text.Append("(cell ").Append(Version.ToString(CultureInfo.InvariantCulture));
        text.Append(' ').Append(cell.Name).Append(' ').Append(cell.Input).Append(" (states");
        foreach (StateSpec state in cell.States)
            text.Append(" (").Append(state.Name).Append(' ').Append(Number(state.Initial)).Append(')');
        text.Append(')');
        foreach (CellStatement statement in cell.Body)
        {
            text.Append(" (let (").Append(string.Join(" ", statement.Names)).Append(") ");
            Write(text, statement.Value);
            text.Append(')');
        }

        text.Append(" (return");
        foreach (CellExpr value in cell.Returns)
            WriteOperand(text, value);
        return text.Append("))").ToString();
    }

    /// <summary>The cell, or null and what is wrong with the text.</summary>
    public static (CellSpec? Cell, string? Error) Read(string text) => CellTextReader.Read(text);

    /// <summary>A number that reads back to the same bits.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "+nan";
        if (double.IsInfinity(value))
            return value > 0 ? "+inf" : "-inf";
        if (BitConverter.DoubleToInt64Bits(value) == long.MinValue)
            return "-0";
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        bool exact = double.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).Equals(value);
        return exact ? shortest : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static void Write(StringBuilder text, CellExpr expression)
    {
        switch (expression)
        {
            case NumberExpr number:
                text.Append(Number(number.Value));
                break;
            case NameExpr name:
                text.Append(name.Name);
                break;
            case CallExpr call:
                text.Append('(').Append(CellFunctionNames.NameOf(call.Function));
                foreach (CellExpr argument in call.Arguments)
                    WriteOperand(text, argument);
                text.Append(')');
                break;
            case AffineExpr affine:
                WriteAffine(text, affine);
                break;
            case ScaleExpr scale:
                text.Append("(scale");
                WriteOperand(text, scale.Operand);
                WriteOptions(text, SizeSpec.Hidden, scale.Initial, scale.Name);
                break;
            case ParameterExpr parameter:
                text.Append("(parameter");
                WriteOptions(text, parameter.Units, parameter.Initial, parameter.Name);
                break;
            case LayerNormExpr norm:
                text.Append(norm.HasShift ? "(layernorm" : "(layernorm-gain");
                WriteOperand(text, norm.Operand);
                text.Append(" :epsilon ").Append(Number(norm.Epsilon));
                WriteOptions(text, SizeSpec.Hidden, null, norm.Name);
                break;
        }
    }

    private static void WriteAffine(StringBuilder text, AffineExpr affine)
    {
        text.Append(affine.HasBias ? "(affine" : "(linear");
        foreach (CellExpr operand in affine.Operands)
            WriteOperand(text, operand);
        WriteOptions(text, affine.Units, affine.InitialBias, affine.Name);
    }

    private static void WriteOperand(StringBuilder text, CellExpr operand)
    {
        text.Append(' ');
        Write(text, operand);
    }

    private static void WriteOptions(StringBuilder text, SizeSpec units, double? initial, string? name)
    {
        if (units.Name is not null)
            text.Append(" :size ").Append(units.Name);
        else if (units.Multiple != 1)
            text.Append(" :units ").Append(units.Multiple.ToString(CultureInfo.InvariantCulture));
        if (initial is { } value)
            text.Append(" :initial ").Append(Number(value));
        if (name is not null)
            text.Append(" :name ").Append(name);
        text.Append(')');
    }
}
