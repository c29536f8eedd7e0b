using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace RnnGen.Docs.Tests;

/// <summary>
/// The page of all attributes, made of the attributes: what they take, what it means, what it is by default.
/// </summary>
internal sealed class DeclarationsReference
{
    private const string Start = """
        # Reference of declarations

        <!-- Made of the attributes and their XML comments by DeclarationsReferenceTests: a change here is lost. -->

        Every attribute with everything it takes, in the words of the sources. [Declarations](declarations.md) explains
        them with examples, [Graphs](graphs.md) and [Cells](cells.md) what methods and cells are.

        Sizes are numbers of units, rates are probabilities, budgets are bytes. In shapes B is rows of a batch, T steps,
        F features and O outputs.

        """;

    private static readonly Assembly s_assembly = typeof(RnnModelAttribute).Assembly;
    private readonly XmlComments _comments = XmlComments.Of(s_assembly);
    private readonly StringBuilder _page = new();
    private readonly SortedDictionary<string, Type> _enums = new(StringComparer.Ordinal);

    private DeclarationsReference()
    {
    }

    /// <summary>The page's text.</summary>
    public static string Print()
    {
        var page = new DeclarationsReference();
        page._page.Append(Start);
        Type[] attributes =
        [
            .. s_assembly.GetExportedTypes()
                .Where(static type => type.IsSubclassOf(typeof(Attribute)) && type.Namespace == nameof(RnnGen))
                .Where(static type => type.GetCustomAttribute<EditorBrowsableAttribute>() == null)
                .OrderBy(static type => type.Name, StringComparer.Ordinal),
        ];
        Type[] ofLayers = [typeof(LayerAttribute), typeof(RecurrentLayerAttribute)];
        page.Section("Models, methods and cells", attributes.Where(static type => type.BaseType == typeof(Attribute))
            .Except([typeof(LayerAttribute), typeof(LossAttribute)]));
        IEnumerable<Type> layers = attributes.Where(static type => type.IsSubclassOf(typeof(LayerAttribute)));
        page.Section("Layers", ofLayers.Concat(layers.Except(ofLayers)));
        page.Section("Losses", attributes.Where(static type => type.IsAssignableTo(typeof(LossAttribute)))
            .OrderByDescending(static type => type.IsAbstract));
        page.Values();
        return page._page.ToString().TrimEnd() + "\n";
    }

    // A value of an enum leads to what it means.
    private string Name(Type type, bool isNullable = false)
    {
        if (type.IsEnum)
        {
            _enums.TryAdd(type.Name, type);
            return $"[`{type.Name}`](#{type.Name.ToLowerInvariant()})";
        }

        string name = type switch
        {
            _ when type == typeof(int[]) => "int[]",
            _ when type == typeof(double[]) => "double[]",
            _ when type == typeof(bool) => "bool",
            _ when type == typeof(int) => "int",
            _ when type == typeof(long) => "long",
            _ when type == typeof(double) => "double",
            _ when type == typeof(string) => "string",
            _ => throw new NotSupportedException($"An attribute takes {type}, which this page does not print."),
        };
        return isNullable ? $"`{name}?`" : $"`{name}`";
    }

    private static string Literal(object? value) => value switch
    {
        null => "",
        true => "`true`",
        false => "`false`",
        IFormattable number and not Enum => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    // Any arguments: the options do not depend on them.
    private static object Make(Type attribute)
    {
        Type type = attribute.IsGenericTypeDefinition ? attribute.MakeGenericType(typeof(object)) : attribute;
        ConstructorInfo constructor = type.GetConstructors()[0];
        return constructor.Invoke(
        [
            .. constructor.GetParameters().Select(static parameter => parameter.ParameterType switch
            {
                { IsArray: true } array => Array.CreateInstance(array.GetElementType()!, 1),
                { IsValueType: true } value => Activator.CreateInstance(value),
                _ => "",
            }),
        ]);
    }

    private void Section(string title, IEnumerable<Type> attributes)
    {
        _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        foreach (Type attribute in attributes)
            Attribute(attribute);
    }

    private void Attribute(Type attribute)
    {
        string id = $"T:{attribute.FullName}";
        _page.Append(CultureInfo.InvariantCulture, $"\n### {Title(attribute)}\n\n{_comments.Text(id, "summary")}\n");
        string remarks = _comments.Text(id, "remarks");
        if (remarks.Length > 0)
            _page.Append(CultureInfo.InvariantCulture, $"\n{remarks}\n");
        if (attribute.BaseType == typeof(Attribute))
        {
            AttributeUsageAttribute usage = attribute.GetCustomAttribute<AttributeUsageAttribute>()!;
            string targets = usage.ValidOn.ToString().Replace(", ", " or ").ToLowerInvariant();
            string several = usage.AllowMultiple ? ", any number" : "";
            _page.Append(CultureInfo.InvariantCulture, $"\nStands on: {targets}{several}.\n");
        }

        var rows = new List<string>();
        Type closed = attribute.IsGenericTypeDefinition ? attribute.MakeGenericType(typeof(object)) : attribute;
        ParameterInfo[] arguments = [.. closed.GetConstructors().SelectMany(static made => made.GetParameters())];
        foreach (ParameterInfo argument in arguments)
            rows.Add(Row(argument.Name!, Name(argument.ParameterType), "required", Meaning(attribute, argument)));
        object? example = attribute.IsAbstract ? null : Make(attribute);
        foreach (PropertyInfo option in closed.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (option.CanWrite && option.DeclaringType == closed)
                rows.Add(Option(attribute, option, example));
        }

        if (rows.Count > 0)
            _page.Append("\n| | type | default | |\n| --- | --- | --- | --- |\n").AppendJoin('\n', rows).Append('\n');
    }

    private static string Title(Type attribute)
    {
        if (attribute.IsAbstract)
        {
            return attribute == typeof(LossAttribute) ? "Every loss"
                : attribute == typeof(LayerAttribute) ? "Every layer" : "Every recurrent layer";
        }

        string name = attribute.Name.Split('`')[0][..^"Attribute".Length];
        string cell = attribute.IsGenericTypeDefinition ? "<TCell>" : "";
        IEnumerable<string> forms = attribute.GetConstructors()
            .Select(static made => string.Join(", ", made.GetParameters().Select(static parameter =>
                parameter.Name + (parameter.ParameterType.IsArray ? ", ..." : ""))))
            .Select(arguments => arguments.Length == 0 ? "" : $"({arguments})")
            .Select(arguments => $"`[{name}{cell}{arguments}]`");
        return string.Join(" or ", forms);
    }

    private string Option(Type attribute, PropertyInfo option, object? example)
    {
        bool isNullable = new NullabilityInfoContext().Create(option).WriteState == NullabilityState.Nullable;
        // What all layers or all losses have is read from one of them.
        example ??= attribute == typeof(LossAttribute) ? new MeanSquaredErrorAttribute() : new LstmAttribute(1);
        string meaning = _comments.Text($"P:{attribute.FullName}.{option.Name}", "summary");
        return Row(option.Name, Name(option.PropertyType, isNullable), Literal(option.GetValue(example)), meaning);
    }

    // Of the constructor's comment, else of the property that gives it back.
    private string Meaning(Type attribute, ParameterInfo argument)
    {
        string types = string.Join(',', ((ConstructorInfo)argument.Member).GetParameters()
            .Select(static parameter => parameter.ParameterType.FullName));
        string said = _comments.Text($"M:{attribute.FullName}.#ctor({types})", "param", argument.Name);
        for (Type? type = attribute; said.Length == 0 && type != typeof(Attribute); type = type.BaseType!)
        {
            string property = char.ToUpperInvariant(argument.Name![0]) + argument.Name[1..];
            said = _comments.Text($"P:{type.FullName}.{property}", "summary");
        }

        return said;
    }

    private static string Row(string name, string type, string initial, string meaning)
    {
        Assert.True(meaning.Length > 0, $"{name} has no comment.");
        return $"| `{name}` | {type} | {initial} | {Cell(meaning)} |";
    }

    private static string Cell(string text) => text.Replace("|", "\\|");

    private void Values()
    {
        _page.Append("\n## Values\n");
        foreach (Type type in _enums.Values)
        {
            string summary = _comments.Text($"T:{type.FullName}", "summary");
            _page.Append(CultureInfo.InvariantCulture, $"\n### {type.Name}\n\n{summary}\n\n| | |\n| --- | --- |\n");
            foreach (string value in Enum.GetNames(type))
            {
                string meaning = _comments.Text($"F:{type.FullName}.{value}", "summary");
                _page.Append(CultureInfo.InvariantCulture, $"| `{value}` | {Cell(meaning)} |\n");
            }
        }
    }
}
