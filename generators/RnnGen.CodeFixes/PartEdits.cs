using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>Edits of a class that may stand in several files.</summary>
internal static class PartEdits
{
    /// <summary>Every layer on the part with <c>[RnnModel]</c>: input, layers in the parts' order, loss.</summary>
    public static Edit? Join(FixTarget target)
    {
        if (target.Type is not { } here || target.Model.GetDeclaredSymbol(here) is not { } type)
            return null;
        TypeDeclarationSyntax[] parts =
            [.. type.DeclaringSyntaxReferences.Select(static r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()];
        if (parts.FirstOrDefault(IsModel) is not { } main)
            return null;
        var stacks = parts.ToDictionary(static part => part, part => new StackSyntax(part, ModelOf(target, part)));
        TypeDeclarationSyntax joined = main;
        foreach (TypeDeclarationSyntax part in parts.Where(part => part != main))
        {
            foreach (AttributeSyntax attribute in stacks[part].All)
                joined = Append(joined, attribute, stacks[part].Rank(attribute), RankIn);
        }

        var changes = parts.ToDictionary(
            static part => part, part => part == main ? joined : stacks[part].All.Aggregate(part, Without));
        return new Edit("Move all layers to the part with [RnnModel]", () => Apply(target.Project, changes));

        // Attributes of the grown part are known by the text of those that they were.
        int RankIn(AttributeSyntax attribute) => stacks.Values
            .SelectMany(static stack => stack.All.Select(known => (stack, known)))
            .Where(pair => pair.known.IsEquivalentTo(attribute))
            .Select(static pair => pair.stack.Rank(pair.known)).FirstOrDefault();
    }

    /// <summary><c>[Cell]</c>, and <c>partial</c>, on a class of this project that has a step.</summary>
    public static Edit? MarkCell(FixTarget target)
    {
        TypeSyntax? argument = target.Node.FirstAncestorOrSelf<AttributeSyntax>()?.DescendantNodes()
            .OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.FirstOrDefault();
        if (argument is null || target.Model.GetTypeInfo(argument).Type is not INamedTypeSymbol type
            || type.GetMembers("Step").Length == 0
            || type.DeclaringSyntaxReferences is not [var reference, ..]
            || reference.GetSyntax() is not ClassDeclarationSyntax declaration)
            return null;
        AttributeSyntax cell = AttributeEdits.Named("Cell", "", ModelOf(target, declaration), declaration.SpanStart);
        TypeDeclarationSyntax partial = TypeEdits.Partial(declaration);
        TypeDeclarationSyntax marked = partial.WithoutLeadingTrivia().WithAttributeLists(
            partial.WithoutLeadingTrivia().AttributeLists.Insert(0, AttributeSlots.Line(cell, declaration)));
        var changes = new Dictionary<TypeDeclarationSyntax, TypeDeclarationSyntax>
        {
            [declaration] = marked.WithLeadingTrivia(declaration.GetLeadingTrivia()),
        };
        return new Edit($"Mark '{type.Name}' as [Cell]", () => Apply(target.Project, changes));
    }

    private static bool IsModel(TypeDeclarationSyntax part)
        => StackSyntax.Attributes(part).Any(IsModel);

    private static bool IsModel(AttributeSyntax attribute)
        => StackSyntax.Title(attribute) is "RnnModel" or "RnnModelAttribute";

    private static SemanticModel ModelOf(FixTarget target, SyntaxNode node)
        => target.Model.Compilation.GetSemanticModel(node.SyntaxTree);

    private static TypeDeclarationSyntax Append(
        TypeDeclarationSyntax part, AttributeSyntax attribute, int rank, Func<AttributeSyntax, int> rankOf)
    {
        AttributeSyntax last = StackSyntax.Attributes(part)
            .LastOrDefault(other => rankOf(other) > 0 && rankOf(other) <= rank)
            ?? StackSyntax.Attributes(part).First(IsModel);
        return AttributeSlots.InsertBehind(part, last, attribute.WithoutTrivia());
    }

    private static TypeDeclarationSyntax Without(TypeDeclarationSyntax part, AttributeSyntax attribute)
    {
        AttributeSyntax same = StackSyntax.Attributes(part).First(other => other.IsEquivalentTo(attribute));
        return AttributeSlots.Without(part, same);
    }

    private static Solution Apply(Project project, Dictionary<TypeDeclarationSyntax, TypeDeclarationSyntax> changes)
    {
        Solution solution = project.Solution;
        foreach (IGrouping<SyntaxTree, TypeDeclarationSyntax> file in changes.Keys.GroupBy(static t => t.SyntaxTree))
        {
            if (solution.GetDocumentId(file.Key) is { } id)
                solution = solution.WithDocumentSyntaxRoot(
                    id, file.Key.GetRoot().ReplaceNodes(file, (old, _) => changes[old]));
        }

        return solution;
    }
}
