using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Compiler.Lowering;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Pipeline;

/// <summary>From symbols to what the pipeline keeps; nothing of Roslyn leaves here.</summary>
internal static class DeclarationReader
{
    public static ModelDeclaration? Model(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (!IsMainPart(context, "RnnModelAttribute", cancellation))
            return null;
        var type = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            ModelParse parse = ModelParser.Parse(type, context.SemanticModel.Compilation, cancellation);
            string? error = parse.Findings.Error;
            return new ModelDeclaration
            {
                Spec = error is null ? parse.Spec : Shell(parse.Spec),
                HasPrecision = parse.HasPrecision,
                CanExtend = parse.Shape.CanExtend,
                Error = error,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new ModelDeclaration
            {
                Spec = new ModelSpec
                {
                    Namespace = "",
                    Name = type.Name,
                    Modifiers = "",
                    Precision = Precision.Single,
                    Input = new InputSpec { Features = 1 },
                },
                HasPrecision = true,
                CanExtend = false,
                InternalError = Describe(failure),
            };
        }
    }

    public static CellDeclaration? Cell(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (!IsMainPart(context, "CellAttribute", cancellation))
            return null;
        var type = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            CellParse parse = CellParser.Parse(type, context.SemanticModel.Compilation, cancellation);
            return new CellDeclaration
            {
                Namespace = parse.Shape.Namespace,
                ContainingTypes = parse.Shape.ContainingTypes,
                Name = parse.Shape.Name,
                Cell = parse.Cell,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new CellDeclaration { Namespace = "", Name = type.Name, InternalError = Describe(failure) };
        }
    }

    public static string Describe(Exception failure) => $"{failure.GetType().Name}: {failure.Message}";

    /// <summary>
    /// What a stub needs, so that an edit inside a wrong declaration changes nothing but the message.
    /// </summary>
    private static ModelSpec Shell(ModelSpec spec)
        => PredictionRules.Outline(spec) with { Input = new InputSpec { Features = spec.Input.Features } };

    /// <summary>A class may wrongly carry the attribute on several parts; one of them counts.</summary>
    private static bool IsMainPart(
        GeneratorAttributeSyntaxContext context, string attribute, CancellationToken cancellation)
        => context.TargetSymbol is INamedTypeSymbol type && context.TargetNode is TypeDeclarationSyntax node
            && ModelParser.MainPart(type, attribute, cancellation) == node;
}
