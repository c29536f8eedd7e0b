using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Text;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Prints a spec for snapshots: one property a line, defaults left out, cells as their text.</summary>
internal static class SpecPrinter
{
    public static string Print(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null\n");
                break;
            case string or bool or int or long or Enum:
                text.Append(CultureInfo.InvariantCulture, $"{value}\n");
                break;
            case double number:
                text.Append(CellText.Number(number)).Append('\n');
                break;
            case CellSpec cell:
                text.Append(CellText.Write(cell)).Append('\n');
                break;
            case IEnumerable items:
                object?[] all = [.. items];
                text.Append(CultureInfo.InvariantCulture, $"[{all.Length}]\n");
                foreach (object? item in all)
                    Write(text.Append(' ', 2 * (depth + 1)).Append("- "), item, depth + 1);
                break;
            default:
                WriteObject(text, value, depth);
                break;
        }
    }

    private static void WriteObject(StringBuilder text, object value, int depth)
    {
        text.Append(value.GetType().Name).Append('\n');
        foreach (PropertyInfo property in value.GetType().GetProperties()
            .OrderBy(static p => p.Name, StringComparer.Ordinal))
        {
            object? inner = property.GetValue(value);
            bool isDefault = inner is null or false
                || (property.Name is not ("Value" or "PaddingIndex") && inner is 0 or 0L or 0.0)
                || (inner is IEnumerable items and not string && !items.Cast<object>().Any());
            if (property.Name is not ("EqualityContract" or "IsTokens" or "HasUnits") && !isDefault)
                Write(text.Append(' ', 2 * (depth + 1)).Append(property.Name).Append(": "), inner, depth + 1);
        }
    }
}
