using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Docs.Tests;

/// <summary>The order of a file's imports, as <c>dotnet format</c> has it.</summary>
internal static class Imports
{
    private static readonly Comparer<UsingDirectiveSyntax> s_order = Comparer<UsingDirectiveSyntax>.Create(Compare);

    /// <summary>The first import that stands behind one that it belongs before; null where all are in order.</summary>
    public static string? FirstMisplaced(string source)
    {
        CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();
        return unit.Members.OfType<BaseNamespaceDeclarationSyntax>().Select(static space => space.Usings)
            .Prepend(unit.Usings).Select(Misplaced).FirstOrDefault(static found => found != null);
    }

    private static string? Misplaced(SyntaxList<UsingDirectiveSyntax> usings)
    {
        // Where a directive is between them, each part would be in order by itself: there are none of several.
        if (usings.Skip(1).Any(static one => one.ContainsDirectives))
            return null;
        for (int i = 1; i < usings.Count; i++)
        {
            if (s_order.Compare(usings[i - 1], usings[i]) > 0)
                return usings[i].ToString();
        }

        return null;
    }

    /// <summary>Global ones, namespaces, types, aliases; in each System's, then by the parts of the name.</summary>
    private static int Compare(UsingDirectiveSyntax a, UsingDirectiveSyntax b)
    {
        int kinds = Kind(a).CompareTo(Kind(b));
        if (kinds != 0)
            return kinds;
        string[] left = Name(a), right = Name(b);
        int systems = (right[0] == "System").CompareTo(left[0] == "System");
        if (systems != 0)
            return systems;
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            int parts = StringComparer.OrdinalIgnoreCase.Compare(left[i], right[i]);
            if (parts != 0)
                return parts;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static (bool IsLocal, int Form) Kind(UsingDirectiveSyntax one) => (
        one.GlobalKeyword.IsKind(SyntaxKind.None),
        one.Alias != null ? 2 : one.StaticKeyword.IsKind(SyntaxKind.None) ? 0 : 1);

    private static string[] Name(UsingDirectiveSyntax one)
        => (one.Alias?.Name.ToString() ?? one.NamespaceOrType.ToString()).Split('.');
}
