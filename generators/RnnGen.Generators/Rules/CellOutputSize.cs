namespace RnnGen.Generators.Rules;

/// <summary>
/// The size of a cell's output as far as its equations state it. The compiler's shape inference is the judge of sizes;
/// this looks only far enough for warnings about widths, and gives null where it is not sure.
/// </summary>
internal sealed class CellOutputSize
{
    private readonly Dictionary<string, SizeSpec?> _locals = new(StringComparer.Ordinal);

    private CellOutputSize(CellSpec cell)
    {
        foreach (CellStatement statement in cell.Body)
        {
            SizeSpec? size = statement.Names.Count == 1
                ? Of(statement.Value)
                : Part(statement.Value, statement.Names.Count);
            foreach (string name in statement.Names)
                _locals[name] = size;
        }
    }

    public static int? Of(RecurrentLayer layer, int hidden)
    {
        SizeSpec? size = new CellOutputSize(layer.Cell).Of(layer.Cell.Returns[0]);
        return size?.Name is { } name
            ? layer.NamedSizes.FirstOrDefault(s => s.Name == name)?.Value
            : size?.Multiple * hidden;
    }

    private SizeSpec? Of(CellExpr expression) => expression switch
    {
        AffineExpr affine => affine.Units,
        ParameterExpr parameter => parameter.Units,
        ScaleExpr scale => Of(scale.Operand),
        LayerNormExpr norm => Of(norm.Operand),
        CallExpr { Function: CellFunction.Concat or CellFunction.Split } => null,
        CallExpr call => call.Arguments.Select(Of).FirstOrDefault(static size => size is not null),
        NameExpr name => _locals.TryGetValue(name.Name, out SizeSpec? size) ? size : null,
        _ => null,
    };

    private SizeSpec? Part(CellExpr value, int parts)
        => value is CallExpr { Function: CellFunction.Split } split
            && Of(split.Arguments[0]) is { Name: null } whole
            && whole.Multiple % parts == 0
                ? new SizeSpec(whole.Multiple / parts, null)
                : null;
}
