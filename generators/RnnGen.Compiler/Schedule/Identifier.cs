using System.Text;

namespace RnnGen.Compiler.Schedule;

/// <summary>Names from declarations as C# identifiers.</summary>
internal static class Identifier
{
    /// <summary>lstm_l0_gates, lstm.l0.gates -> lstmL0Gates.</summary>
    public static string Camel(string name)
    {
        var text = new StringBuilder();
        var upper = false;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = text.Length > 0;
                continue;
            }

            if (text.Length == 0 && char.IsDigit(c))
                text.Append('n');
            text.Append(upper ? char.ToUpperInvariant(c) : text.Length == 0 ? char.ToLowerInvariant(c) : c);
            upper = false;
        }

        return text.Length == 0 ? "value" : text.ToString();
    }

    public static string Pascal(string name)
    {
        string camel = Camel(name);
        return char.ToUpperInvariant(camel[0]) + camel.Substring(1);
    }
}
