using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>The input, layers and loss of one part of a class, in source order.</summary>
internal sealed class StackSyntax
{
    private readonly SemanticModel _model;

    public StackSyntax(TypeDeclarationSyntax part, SemanticModel model)
    {
        _model = model;
        All = [.. Attributes(part).Where(attribute => Rank(attribute) > 0)];
    }

    public IReadOnlyList<AttributeSyntax> All { get; }

    public IReadOnlyList<AttributeSyntax> Layers => [.. All.Where(IsLayer)];

    public static IEnumerable<AttributeSyntax> Attributes(TypeDeclarationSyntax part)
        => part.AttributeLists.SelectMany(static list => list.Attributes);

    public bool IsLayer(AttributeSyntax attribute) => Rank(attribute) == 2;

    public bool IsLoss(AttributeSyntax attribute) => Rank(attribute) == 3;

    public bool IsRecurrent(AttributeSyntax attribute) => Is(attribute, "RecurrentLayerAttribute");

    public bool IsA(AttributeSyntax attribute, params string[] names)
        => names.Any(name => Is(attribute, name + "Attribute"));

    /// <summary>1 an input, 2 a layer, 3 a loss; 0 anything else. A stack's order is by rank.</summary>
    public int Rank(AttributeSyntax attribute) => Is(attribute, "InputAttribute") ? 1
        : Is(attribute, "LayerAttribute") ? 2
        : Is(attribute, "LossAttribute") ? 3
        : 0;

    /// <summary>As it is written, without arguments.</summary>
    public static string Title(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        var name => name.ToString(),
    };

    private bool Is(AttributeSyntax attribute, string name)
    {
        for (ITypeSymbol? type = _model.GetTypeInfo(attribute).Type; type is not null; type = type.BaseType)
        {
            if (type.Name == name
                && type.ContainingNamespace is { Name: "RnnGen", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }
}
