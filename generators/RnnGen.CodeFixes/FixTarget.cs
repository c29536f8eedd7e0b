using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>What an edit sees of its diagnostic.</summary>
internal sealed class FixTarget(Document document, SemanticModel model, Diagnostic diagnostic)
{
    private readonly SyntaxNode _root = model.SyntaxTree.GetRoot();

    public string Id => diagnostic.Id;

    public SemanticModel Model => model;

    public Project Project => document.Project;

    /// <summary>The node under the squiggle.</summary>
    public SyntaxNode Node => _root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument whose value has the squiggle, and nothing where the attribute itself has it.</summary>
    public AttributeArgumentSyntax? Argument => Node.FirstAncestorOrSelf<AttributeArgumentSyntax>();

    public TypeDeclarationSyntax? Type => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>An argument of the diagnostic's message.</summary>
    public string Value(int index)
        => diagnostic.Properties.TryGetValue(index.ToString(CultureInfo.InvariantCulture), out string? value)
            ? value ?? "" : "";

    public int Number(int index)
        => int.TryParse(Value(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number : 0;

    public Edit Replace(string title, SyntaxNode old, SyntaxNode changed)
        => Rewrite(title, () => _root.ReplaceNode(old, changed));

    /// <summary>An edit inside this document.</summary>
    public Edit Rewrite(string title, Func<SyntaxNode> root)
        => new(title, () => document.WithSyntaxRoot(root()).Project.Solution);

    /// <summary>The nodes exchanged for others, all in this document.</summary>
    public Edit Exchange<TNode>(string title, IReadOnlyDictionary<TNode, TNode> changes)
        where TNode : SyntaxNode
        => Rewrite(title, () => _root.ReplaceNodes(changes.Keys, (old, _) => changes[old]));
}
