using System.Globalization;

namespace RnnGen.Compiler.Text;

/// <summary>The <c>:key value</c> pairs at the end of a list.</summary>
internal sealed record CellTextOptions
{
    public SizeSpec Units { get; init; } = SizeSpec.Hidden;

    public double? Initial { get; init; }

    public double Epsilon { get; init; } = 1e-5;

    public string? Name { get; init; }

    public static CellTextOptions Read(List<CellTextNode> items, int start)
    {
        var options = new CellTextOptions();
        if ((items.Count - start) % 2 != 0)
            throw new FormatException("an option without a value");
        for (int i = start; i < items.Count; i += 2)
        {
            CellTextNode value = items[i + 1];
            options = items[i].Atom switch
            {
                ":units" => options with { Units = new SizeSpec(Multiple(value), null) },
                ":size" => options with { Units = new SizeSpec(0, CellTextReader.Name(value)) },
                ":initial" => options with { Initial = CellTextReader.Number(value) },
                ":epsilon" => options with { Epsilon = CellTextReader.Number(value) },
                ":name" => options with { Name = CellTextReader.Name(value) },
                _ => throw new FormatException($"unknown option '{items[i].Atom}'"),
            };
        }

        return options;
    }

    private static int Multiple(CellTextNode node)
        => int.TryParse(node.Atom, NumberStyles.None, CultureInfo.InvariantCulture, out int multiple) && multiple > 0
            ? multiple
            : throw new FormatException("a multiple expected");
}
