namespace RnnGen.Generators.Rules;

/// <summary>What options of a recurrent layer find in its cell's equations.</summary>
internal static class CellOptions
{
    /// <summary>Whether a product reads a state, or a value that is made of one.</summary>
    public static bool HasRecurrentProduct(CellSpec cell)
    {
        var ofState = new HashSet<string>(cell.States.Select(static state => state.Name), StringComparer.Ordinal);
        foreach (CellStatement statement in cell.Body)
        {
            if (Reads(statement.Value, ofState))
                ofState.UnionWith(statement.Names);
        }

        return cell.All().OfType<AffineExpr>().Any(affine => affine.Operands.Any(part => Reads(part, ofState)));
    }

    private static bool Reads(CellExpr expr, HashSet<string> names)
        => expr.WithParts().Any(part => part is NameExpr name && names.Contains(name.Name));
}
