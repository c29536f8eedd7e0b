using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Checks the head of a <c>[Forward]</c> method and reads its inputs and heads.</summary>
internal static class ForwardSignature
{
    private const string Alignment = "Alignment";

    public static bool Check(IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings)
    {
        ITypeSymbol[] results = [.. Results(method).Select(static result => result.Type)];
        if (method.Parameters.Select(static p => p.Type).Concat(results).Append(method.ReturnType)
            .Any(static type => type.TypeKind == TypeKind.Error))
        {
            findings.BlockByCSharp();
            return false;
        }

        Location name = syntax.Identifier.GetLocation(), returns = syntax.ReturnType.GetLocation();
        string? unnamed = Results(method).Select(static result => result.Name).FirstOrDefault(static n => !IsGiven(n));
        (string? wrong, Location at) = !method.IsStatic ? ("is not static", name)
            : method.IsGenericMethod ? ("is generic", name)
            : method.IsAsync ? ("is async", name)
            : syntax.Body is null && syntax.ExpressionBody is null ? ("has no body", name)
            : !results.All(static type => KnownNames.GraphKind(type) is "Seq" or "Vec" or Alignment)
                || results.All(static type => KnownNames.GraphKind(type) == Alignment)
                ? ($"returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                    returns)
            : results.Length > 1 && unnamed is not null ? ($"returns '{unnamed}', which is no name", returns)
            : method.Parameters.Length == 0 ? ("has no input", syntax.ParameterList.GetLocation())
            : (null, name);
        if (wrong is null)
            return true;
        findings.Report(DiagnosticIds.ForwardShape, at, method.Name, wrong);
        return false;
    }

    /// <summary>What the model gives: the elements of a tuple, or the one result, which has no name.</summary>
    public static IReadOnlyList<GraphHead> Heads(IMethodSymbol method)
        => [.. Results(method).Where(static result => KnownNames.GraphKind(result.Type) != Alignment)
            .Select(static result
                => new GraphHead(result.Name, KnownNames.GraphKind(result.Type) != "Vec", null))];

    /// <summary>
    /// Of each result the name, where it is an alignment, and its spec node; a result that is learned has no name here.
    /// </summary>
    public static IReadOnlyList<(string? Alignment, string Node)> ResultNodes(IMethodSymbol method)
    {
        var nodes = new List<(string?, string)>();
        var alignments = 0;
        foreach ((string name, ITypeSymbol type) in Results(method))
        {
            bool isAlignment = KnownNames.GraphKind(type) == Alignment;
            int number = isAlignment ? alignments++ : nodes.Count - alignments;
            string list = isAlignment ? "alignments" : "results";
            nodes.Add((isAlignment ? name : null, FormattableString.Invariant($"forward.{list}[{number}]")));
        }

        return nodes;
    }

    /// <summary>What the model reads; a parameter that is no input is reported.</summary>
    public static IReadOnlyList<GraphInput> Inputs(
        IMethodSymbol method, MethodDeclarationSyntax syntax, Findings findings, CancellationToken cancellation)
        => [.. method.Parameters.Zip(syntax.ParameterList.Parameters, (parameter, at)
            => new GraphInput(
                parameter.Name, KnownNames.GraphKind(parameter.Type) != "Vec",
                Input(parameter, at, findings, cancellation)))];

    private static InputSpec Input(
        IParameterSymbol parameter, ParameterSyntax syntax, Findings findings, CancellationToken cancellation)
    {
        string? kind = KnownNames.GraphKind(parameter.Type);
        string node = GraphSpec.InputNode(parameter.Ordinal);
        AttributeReader? reader = KnownNames.FindAttribute(parameter, "InputAttribute") is { } attribute
            ? new AttributeReader(attribute, node, findings, cancellation) : null;
        int features = reader?.Int("features") ?? 0;
        Location name = syntax.Identifier.GetLocation();
        findings.Map.Add("forward." + node, name);
        string? wrong = kind is not ("Tokens" or "Seq" or "Vec") || parameter.RefKind != RefKind.None ? "is no input"
            : kind != "Tokens" && reader?.HasPositional != true ? "has no number of features"
            : kind == "Tokens" && reader?.HasPositional == true ? "reads tokens, which have no features"
            : parameter.GetAttributes().Count(static a => a.AttributeClass?.Name == "InputAttribute") > 1
                ? "has several [Input] attributes"
            : kind == "Vec" && reader!.Has("Steps") ? "is one value a row, which has no steps"
            : null;
        if (wrong is not null)
            findings.Report(DiagnosticIds.InputParameter, name, parameter.Name, wrong, syntax.Identifier.Text);
        else if (kind != "Tokens" && features <= 0)
            findings.Report(DiagnosticIds.NotPositive, reader!.At("features"), "The number of features",
                Rules.RuleFindings.Text(features));
        return new InputSpec
        {
            Features = kind == "Tokens" ? 0 : Math.Max(1, features),
            Steps = reader?.Int("Steps") ?? 0,
        };
    }

    private static IEnumerable<(string Name, ITypeSymbol Type)> Results(IMethodSymbol method)
        => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? tuple.TupleElements.Select(static element => (element.Name, element.Type))
            : [("", method.ReturnType)];

    /// <summary>Not one of those that C# gives itself, such as Item2.</summary>
    public static bool IsGiven(string name)
        => !(name.Length > 4 && name.StartsWith("Item", StringComparison.Ordinal) && name.Skip(4).All(char.IsDigit));
}
