using System.Globalization;

namespace RnnGen.Compiler.Text;

/// <summary>Reads what <see cref="CellText"/> wrote, and refuses everything else.</summary>
internal static class CellTextReader
{
    public static (CellSpec? Cell, string? Error) Read(string text)
    {
        try
        {
            return (ReadCell(CellTextNode.Parse(text)), null);
        }
        catch (FormatException wrong)
        {
            return (null, wrong.Message);
        }
    }

    private static CellSpec ReadCell(CellTextNode node)
    {
        List<CellTextNode> items = node.Items;
        if (node.Head != "cell" || items.Count < 6)
            throw new FormatException("(cell ...) expected");
        if (items[1].Atom != CellText.Version.ToString(CultureInfo.InvariantCulture))
            throw new FormatException($"version {CellText.Version} expected");
        var states = items[4];
        if (states.Head != "states" || states.Items.Count < 2)
            throw new FormatException("(states ...) expected");
        CellTextNode last = items[items.Count - 1];
        var cell = new CellSpec
        {
            Name = Name(items[2]),
            Input = Name(items[3]),
            States = states.Items.Skip(1).Select(ReadState).ToEquatableArray(),
            Body = items.Skip(5).Take(items.Count - 6).Select(ReadStatement).ToEquatableArray(),
            Returns = last.Items.Skip(1).Select(ReadExpression).ToEquatableArray(),
        };
        int extra = cell.Returns.Count - cell.States.Count;
        return last.Head == "return" && extra is 0 or 1 ? cell : throw new FormatException("(return ...) expected");
    }

    private static StateSpec ReadState(CellTextNode node) => node.Items.Count == 2
        ? new StateSpec(Name(node.Items[0]), Number(node.Items[1]))
        : throw new FormatException("(state initial) expected");

    private static CellStatement ReadStatement(CellTextNode node)
    {
        if (node.Head != "let" || node.Items.Count != 3 || node.Items[1].Atom is not null
            || node.Items[1].Items.Count == 0)
            throw new FormatException("(let (names) value) expected");
        return new CellStatement(node.Items[1].Items.Select(Name).ToEquatableArray(), ReadExpression(node.Items[2]));
    }

    private static CellExpr ReadExpression(CellTextNode node)
    {
        if (node.Atom is { } atom)
            return IsNumber(atom) ? new NumberExpr(Number(node)) : new NameExpr(Name(node));
        string head = node.Head ?? throw new FormatException("a function expected");
        List<CellTextNode> operands = node.Items.Skip(1)
            .TakeWhile(static n => n.Atom?.StartsWith(":", StringComparison.Ordinal) != true).ToList();
        var options = CellTextOptions.Read(node.Items, operands.Count + 1);
        var arguments = operands.Select(ReadExpression).ToEquatableArray();
        return head switch
        {
            "affine" or "linear" when arguments.Count > 0 => new AffineExpr
            {
                Operands = arguments,
                HasBias = head == "affine",
                Units = options.Units,
                InitialBias = options.Initial,
                Name = options.Name,
            },
            "scale" when arguments.Count == 1 => new ScaleExpr(arguments[0], options.Initial, options.Name),
            "parameter" when arguments.Count == 0
                => new ParameterExpr(options.Initial ?? 0, options.Units, options.Name),
            "layernorm" or "layernorm-gain" when arguments.Count == 1
                => new LayerNormExpr(arguments[0], head == "layernorm", options.Epsilon, options.Name),
            _ => ReadCall(head, arguments),
        };
    }

    private static CallExpr ReadCall(string head, EquatableArray<CellExpr> arguments)
    {
        if (CellFunctionNames.Find(head) is not { } row)
            throw new FormatException($"unknown function '{head}'");
        if (row.Arguments == CellFunctionNames.Any ? arguments.Count == 0 : arguments.Count != row.Arguments)
            throw new FormatException($"'{head}' with {arguments.Count} arguments");
        return new CallExpr(row.Function, arguments);
    }

    internal static string Name(CellTextNode node)
        => node.Atom is { Length: > 0 } name && !IsNumber(name) && name[0] != ':'
        ? name
        : throw new FormatException("a name expected");

    internal static double Number(CellTextNode node)
    {
        switch (node.Atom)
        {
            case "+nan":
                return double.NaN;
            case "+inf":
                return double.PositiveInfinity;
            case "-inf":
                return double.NegativeInfinity;
            case "-0":
                return -0.0;
        }

        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return node.Atom is { } atom && double.TryParse(atom, Style, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException("a number expected");
    }

    private static bool IsNumber(string atom) => atom[0] is '-' or '+' or (>= '0' and <= '9');
}
