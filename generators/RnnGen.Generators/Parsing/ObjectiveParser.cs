using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the method that an <c>[Objective]</c> names.</summary>
internal sealed class ObjectiveParser(
    INamedTypeSymbol type, Compilation compilation, Findings findings, CancellationToken cancellation)
{
    private static readonly Dictionary<string, int> s_noLayers = [];

    /// <summary>What it computes, or null where there is an error.</summary>
    public ObjectiveSpec? Parse(AttributeReader reader)
    {
        string name = reader.Text("method") ?? "";
        IMethodSymbol[] methods = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        if (methods.Length != 1)
            return Fail(reader.At("method"), name,
                methods.Length == 0 ? $"'{type.Name}' has no such method" : "there are several of that name");
        IMethodSymbol method = methods[0];
        if (method.Parameters.Select(static p => p.Type).Append(method.ReturnType)
            .Any(static one => one.TypeKind == TypeKind.Error)
            || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)
                is not MethodDeclarationSyntax syntax)
        {
            findings.BlockByCSharp();
            return null;
        }

        Location at = syntax.Identifier.GetLocation();
        if (Wrong(method, syntax) is { } wrong)
            return Fail(at, name, wrong);
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(syntax, cancellation) as IMethodBodyOperation;
        if ((operation?.BlockBody ?? operation?.ExpressionBody) is not { } block)
        {
            findings.BlockByCSharp();
            return null;
        }

        string node = $"objective[{name}]";
        var body = new GraphBodyParser(
            findings, new GraphExpressionParser(findings, type, s_noLayers, objective: name), node, [node + ".result"]);
        if (body.Parse(block) is not [var result] || findings.Error is not null)
            return null;
        GraphExpr[] all = [.. body.Statements.Select(static statement => statement.Value).Append(result)
            .SelectMany(GraphWalk.All)];
        string output = method.Parameters[0].Name;
        if (!all.OfType<NameValue>().Any(value => value.Name == output))
            return Fail(at, name, $"it does not read '{output}'");
        if (all.OfType<GraphCall>().FirstOrDefault() is { } call)
            return Fail(at, name, $"{call.Function}(...) does not work unit by unit");
        return new ObjectiveSpec(
            output, method.Parameters[1].Name, body.Statements.ToEquatableArray(), result);
    }

    private static string? Wrong(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        string? kind = KnownNames.GraphKind(method.ReturnType);
        return !method.IsStatic ? "it is not static"
            : method.IsGenericMethod ? "it is generic"
            : syntax.Body is null && syntax.ExpressionBody is null ? "it has no body"
            : kind is not ("Seq" or "Vec") || method.Parameters.Length != 2
                || method.Parameters.Any(p => p.RefKind != RefKind.None || KnownNames.GraphKind(p.Type) != kind)
                ? "its types are others"
            : null;
    }

    private ObjectiveSpec? Fail(Location at, string name, string wrong)
    {
        findings.Report(DiagnosticIds.NoObjective, at, name, wrong);
        return null;
    }
}
