using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Analyzers;

/// <summary>A model that reads ahead, as attention does, cannot stream.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StreamingAnalyzer : DiagnosticAnalyzer
{
    private const string Attention = "attention";

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
        IEnumerable<string?> layers = type.GetAttributes()
            .Where(static a => StackAttributes.IsLayer(a.AttributeClass)).Select(Why)
            .Concat(graph.Called().SelectMany(static method => GraphMembers.Layer(method).Select(
                layer => Why(layer) ?? (IsGivenStates(method) ? "started from states of another value" : null))));
        IEnumerable<(string Subject, string? Why)> reasons = layers
            .Select(static (why, i) => (FormattableString.Invariant($"layer {i + 1}"), why))
            .Concat(graph.Forwards.SelectMany(static forward => Functions(forward.Syntax)));
        (string subject, string? why) = reasons.FirstOrDefault(static reason => reason.Why is not null);
        if (why is null)
            return;
        var member = (call.Syntax as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;
        Location at = (member?.Name ?? call.Syntax).GetLocation();
        context.ReportDiagnostic(
            DiagnosticDescriptors.Create(DiagnosticIds.CannotStream, at, type.Name, subject, why));
    }

    private static string? Why(AttributeData layer)
        => IsTrue(layer, "Bidirectional") ? "bidirectional"
            : IsTrue(layer, "GoBackwards") ? "going backwards"
            : StackAttributes.Title(layer.AttributeClass!) == "Attention" ? Attention
            : null;

    /// <summary>The functions that read ahead in the body of a method.</summary>
    private static IEnumerable<(string Subject, string? Why)> Functions(SyntaxNode body)
        => body.DescendantNodes().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.Text)
            .Select(static name => (name, name switch
            {
                "DotAttention" or "ScaledDotAttention" => Attention,
                "Reverse" => "reading from the end",
                "Gather" => "reading any step",
                "Repeat" => "a value from before the first step",
                _ => null,
            }));

    private static bool IsGivenStates(IMethodSymbol method)
        => method.Parameters.Any(static parameter => KnownNames.GraphKind(parameter.Type) == "State");

    private static bool IsTrue(AttributeData attribute, string name)
        => attribute.NamedArguments.Any(pair => pair.Key == name && pair.Value.Value is true);
}
