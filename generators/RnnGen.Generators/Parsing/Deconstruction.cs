using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>The left side of an assignment to a tuple.</summary>
internal static class Deconstruction
{
    /// <summary>The new locals of <c>var (a, b)</c> or <c>(var a, var b)</c>; null for anything else.</summary>
    public static ILocalSymbol[]? Locals(IOperation target)
    {
        if (target is IDeclarationExpressionOperation declaration)
            target = declaration.Expression;
        if (target is not ITupleOperation tuple)
            return null;
        var locals = new List<ILocalSymbol>();
        foreach (IOperation element in tuple.Elements)
        {
            IOperation inner = element is IDeclarationExpressionOperation variable ? variable.Expression : element;
            if (inner is not ILocalReferenceOperation { IsDeclaration: true } local)
                return null;
            locals.Add(local.Local);
        }

        return [.. locals];
    }
}
