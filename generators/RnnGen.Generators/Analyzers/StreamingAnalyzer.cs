using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Analyzers;

/// <summary>A model that reads rows from their end cannot stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics
        => ImmutableArray.Create(DiagnosticDescriptors.Get(DiagnosticIds.CannotStream));

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "CreateStream" || call.Instance?.Type is not INamedTypeSymbol type
            || KnownNames.FindAttribute(type, "RnnModelAttribute") is null)
            return;
        GraphMembers graph = GraphMembers.Of(type, context.CancellationToken);
        AttributeData[] layers = [.. type.GetAttributes()
            .Where(static a => StackAttributes.IsLayer(a.AttributeClass))
            .Concat(graph.Layers.SelectMany(static layer => GraphMembers.Layer(layer.Method)))];
        for (var i = 0; i < layers.Length; i++)
        {
            string? why = IsTrue(layers[i], "Bidirectional") ? "bidirectional"
                : IsTrue(layers[i], "GoBackwards") ? "going backwards"
                : null;
            if (why is null)
                continue;
            var member = (call.Syntax as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;
            Location at = (member?.Name ?? call.Syntax).GetLocation();
            string number = FormattableString.Invariant($"{i + 1}");
            context.ReportDiagnostic(
                DiagnosticDescriptors.Create(DiagnosticIds.CannotStream, at, type.Name, number, why));
            return;
        }
    }

    private static bool IsTrue(AttributeData attribute, string name)
        => attribute.NamedArguments.Any(pair => pair.Key == name && pair.Value.Value is true);
}
