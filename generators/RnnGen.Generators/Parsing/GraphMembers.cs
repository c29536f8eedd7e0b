using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>The members of a class that make up its graph, in source order.</summary>
internal sealed record GraphMembers(
    IReadOnlyList<(IMethodSymbol Method, MethodDeclarationSyntax Syntax)> Layers,
    IReadOnlyList<(IMethodSymbol Method, MethodDeclarationSyntax Syntax)> Forwards,
    IReadOnlyList<(IMethodSymbol Method, MethodDeclarationSyntax Syntax)> Steps)
{
    public bool Any => Layers.Count > 0 || Forwards.Count > 0 || Steps.Count > 0;

    public static GraphMembers Of(INamedTypeSymbol type, CancellationToken cancellation)
    {
        List<(IMethodSymbol, MethodDeclarationSyntax)> layers = [];
        List<(IMethodSymbol, MethodDeclarationSyntax)> forwards = [];
        List<(IMethodSymbol, MethodDeclarationSyntax)> steps = [];
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)
                is not MethodDeclarationSyntax syntax)
                continue;
            if (Layer(method).Any())
                layers.Add((method, syntax));
            if (KnownNames.FindAttribute(method, "ForwardAttribute") is not null)
                forwards.Add((method, syntax));
            if (IsStep(method))
                steps.Add((method, syntax));
        }

        return new GraphMembers(layers, forwards, steps);
    }

    /// <summary>The layer methods that the <c>[Forward]</c> and the <c>[Step]</c> method call.</summary>
    public IEnumerable<IMethodSymbol> Called()
    {
        HashSet<string> called = [.. Forwards.Concat(Steps).SelectMany(static method => method.Syntax.DescendantNodes())
            .OfType<InvocationExpressionSyntax>()
            .Select(static call => (call.Expression as MemberAccessExpressionSyntax)?.Name ?? call.Expression)
            .OfType<SimpleNameSyntax>().Select(static name => name.Identifier.ValueText)];
        return Layers.Select(static layer => layer.Method).Where(method => called.Contains(method.Name));
    }

    /// <summary>Where the first layer method's attribute stands; null where there is none.</summary>
    public static Location? First(INamedTypeSymbol type, CancellationToken cancellation)
        => Of(type, cancellation).Layers is [var first, ..] ? At(Layer(first.Method).First()) : null;

    /// <summary>Whether a method is the step of a decoder.</summary>
    public static bool IsStep(IMethodSymbol method) => KnownNames.FindAttribute(method, "StepAttribute") is not null;

    /// <summary>The layer attributes of a method.</summary>
    public static IEnumerable<AttributeData> Layer(IMethodSymbol method)
        => method.GetAttributes().Where(static a => StackAttributes.IsLayer(a.AttributeClass));

    /// <summary>The name of the attribute where it is applied.</summary>
    public static Location? At(AttributeData attribute)
        => (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.Name.GetLocation();
}
