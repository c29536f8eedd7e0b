using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the arguments of one attribute, and where they stand.</summary>
internal sealed class AttributeReader
{
    private readonly AttributeData _data;
    private readonly AttributeSyntax? _syntax;
    private readonly Findings _findings;
    private readonly string _node;

    public AttributeReader(AttributeData data, string node, Findings findings, CancellationToken cancellation)
    {
        _data = data;
        _findings = findings;
        _node = node;
        _syntax = data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        if (data.AttributeConstructor is null)
            findings.BlockByCSharp();
        MapArguments();
    }

    public Location? Location => _syntax?.Name.GetLocation();

    /// <summary>Where the type argument stands; the attribute's name where there is none.</summary>
    public Location? TypeArgument => _syntax?.Name.DescendantNodesAndSelf().OfType<TypeArgumentListSyntax>()
        .FirstOrDefault()?.Arguments.FirstOrDefault()?.GetLocation() ?? Location;

    /// <summary>Whether a constructor with parameters was called.</summary>
    public bool HasPositional => _data.AttributeConstructor is { Parameters.Length: > 0 };

    public bool Has(string name) => Named(name) is not null;

    public int Int(string name, int otherwise = 0) => Value(name) is int value ? value : otherwise;

    public long Long(string name) => Value(name) is long value ? value : 0;

    public bool Bool(string name, bool otherwise = false) => Value(name) is bool value ? value : otherwise;

    public string? Text(string name) => Value(name) as string;

    public double Number(string name, double otherwise = 0) => ToNumber(Value(name)) ?? otherwise;

    public EquatableArray<int> Ints(string name)
        => Elements(name).Select(static e => e is int i ? i : 0).ToEquatableArray();

    public EquatableArray<double> Numbers(string name)
        => Elements(name).Select(static e => ToNumber(e) ?? 0).ToEquatableArray();

    /// <summary>An enum's value; one that is not a member is reported and read as 0.</summary>
    public int Enum(string name, string type, int members, int otherwise = 0)
    {
        int value = Int(name, otherwise);
        if (value >= 0 && value < members)
            return value;
        string text = value.ToString(CultureInfo.InvariantCulture);
        _findings.Report(DiagnosticIds.UnknownEnumValue, At(name), name, text, type);
        return 0;
    }

    /// <summary>Where the argument stands; the attribute's name where it is not given.</summary>
    public Location At(string name) => _findings.Map.Find($"{_node}.{Names.CamelCase(name)}");

    private object? Value(string name)
    {
        TypedConstant? constant = Named(name) ?? Positional(name);
        return constant is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum } value ? value.Value : null;
    }

    private IEnumerable<object?> Elements(string name)
    {
        if ((Named(name) ?? Positional(name)) is not { Kind: TypedConstantKind.Array, IsNull: false } array)
            return [];
        return array.Values.Select(static e => e.Kind == TypedConstantKind.Array ? null : e.Value);
    }

    private TypedConstant? Named(string name)
    {
        foreach (KeyValuePair<string, TypedConstant> pair in _data.NamedArguments)
        {
            if (pair.Key == name)
                return pair.Value;
        }

        return null;
    }

    private TypedConstant? Positional(string name)
    {
        if (_data.AttributeConstructor is not { } constructor)
            return null;
        for (var i = 0; i < constructor.Parameters.Length && i < _data.ConstructorArguments.Length; i++)
        {
            if (constructor.Parameters[i].Name == name)
                return _data.ConstructorArguments[i];
        }

        return null;
    }

    private void MapArguments()
    {
        _findings.Map.Add(_node, Location);
        if (_syntax?.ArgumentList is not { } list)
            return;
        var position = 0;
        foreach (AttributeArgumentSyntax argument in list.Arguments)
        {
            Location at = argument.Expression.GetLocation();
            string? name =
                argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (name is not null)
                MapNamed($"{_node}.{Names.CamelCase(name)}", argument.Expression);
            else
                MapPositional(position++, at);
        }
    }

    /// <summary>An option, and the elements of one that is a list.</summary>
    private void MapNamed(string node, ExpressionSyntax value)
    {
        _findings.Map.Add(node, value.GetLocation());
        InitializerExpressionSyntax? list = value switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        };
        for (var i = 0; i < list?.Expressions.Count; i++)
            _findings.Map.Add(FormattableString.Invariant($"{node}[{i}]"), list.Expressions[i].GetLocation());
    }

    private void MapPositional(int position, Location at)
    {
        if (_data.AttributeConstructor is not { Parameters: { Length: > 0 } parameters })
            return;
        int last = parameters.Length - 1;
        IParameterSymbol parameter = parameters[Math.Min(position, last)];
        if (!parameter.IsParams)
        {
            _findings.Map.Add($"{_node}.{parameter.Name}", at);
            return;
        }

        // Sizes are called units in the attribute and sizes in the spec.
        foreach (string alias in (string[])[parameter.Name, "sizes"])
        {
            if (position == last)
                _findings.Map.Add($"{_node}.{alias}", at);
            _findings.Map.Add(FormattableString.Invariant($"{_node}.{alias}[{position - last}]"), at);
        }
    }

    private static double? ToNumber(object? value) => value switch
    {
        double d => d,
        float f => f,
        int i => i,
        _ => null,
    };
}
