using System.Globalization;
using RnnGen.Compiler.Text;

namespace RnnGen.Generators.Rules;

/// <summary>Collects what the rules find.</summary>
internal sealed class RuleFindings
{
    public List<CompilerDiagnostic> Items { get; } = [];

    public void Report(string id, string node, params string[] arguments)
        => Items.Add(new CompilerDiagnostic(id, node, EquatableArray.Of(arguments)));

    public static string Layer(int index) => $"layers[{Text(index)}]";

    /// <summary>A layer's number as people count.</summary>
    public static string Ordinal(int index) => Text(index + 1);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(double number)
        => double.IsNaN(number) || double.IsInfinity(number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : CellText.Number(number);
}
