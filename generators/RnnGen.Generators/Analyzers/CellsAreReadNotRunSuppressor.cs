using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Analyzers;

/// <summary>
/// Silences what other analyzers say about a cell because they see that nobody calls it: the generator reads it. A
/// model needs nothing of the kind, its generated half is a base class and a constructor.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CellsAreReadNotRunSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_unusedStep = new(
        "RNNS001", "IDE0051", "The generator reads Step; that it is not called is how cells work.");

    private static readonly SuppressionDescriptor s_unusedParameter = new(
        "RNNS002", "IDE0060", "A step has an input and a state whether or not its equations read both.");

    private static readonly SuppressionDescriptor s_neverCreated = new(
        "RNNS003", "CA1812", "A cell is a type argument and is never created.");

    private static readonly SuppressionDescriptor s_staticHolder = new(
        "RNNS004", "CA1052", "A cell cannot be static, because it is a type argument.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions
        => ImmutableArray.Create(s_unusedStep, s_unusedParameter, s_neverCreated, s_staticHolder);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
                continue;
            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            SuppressionDescriptor row = SupportedSuppressions.First(s => s.SuppressedDiagnosticId == diagnostic.Id);
            if (IsAbout(row, node) && IsInCell(node, context.GetSemanticModel(tree)))
                context.ReportSuppression(Suppression.Create(row, diagnostic));
        }
    }

    private static bool IsAbout(SuppressionDescriptor row, SyntaxNode node)
    {
        if (row == s_neverCreated || row == s_staticHolder)
            return node is TypeDeclarationSyntax;
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Identifier.ValueText: "Step" } step)
            return false;
        return row == s_unusedStep || IsNeeded(step, node.FirstAncestorOrSelf<ParameterSyntax>());
    }

    /// <summary>The input and a single state; an unused state beside others can go.</summary>
    private static bool IsNeeded(MethodDeclarationSyntax step, ParameterSyntax? parameter)
        => parameter is not null && step.ParameterList.Parameters.IndexOf(parameter) is var index
            && (index == 0 || (index == 1 && step.ParameterList.Parameters.Count == 2));

    private static bool IsInCell(SyntaxNode node, SemanticModel model)
        => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && model.GetDeclaredSymbol(type) is { } symbol
            && KnownNames.FindAttribute(symbol, "CellAttribute") is not null;
}
