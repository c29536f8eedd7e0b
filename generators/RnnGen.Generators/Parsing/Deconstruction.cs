using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>The left side of an assignment to a tuple.</summary>
internal static class Deconstruction
{
    /// <summary>The new locals of <c>var (a, b)</c> or <c>(var a, var b)</c>; null for anything else.</summary>
    public static ILocalSymbol[]? Locals(IOperation target)
        => LocalsOrDiscards(target) is { } locals && locals.OfType<ILocalSymbol>().ToArray() is var all
            && all.Length == locals.Length ? all : null;

    /// <summary>The same, with null for what is discarded, as in <c>var (a, _)</c>.</summary>
    public static ILocalSymbol?[]? LocalsOrDiscards(IOperation target)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation tuple)
            return null;
        var locals = new List<ILocalSymbol?>();
        foreach (IOperation element in tuple.Elements)
        {
            IOperation inner = element is IDeclarationExpressionOperation variable ? variable.Expression : element;
            if (inner is IDiscardOperation)
                locals.Add(null);
            else if (inner is ILocalReferenceOperation { IsDeclaration: true } local)
                locals.Add(local.Local);
            else
                return null;
        }

        return [.. locals];
    }
}
