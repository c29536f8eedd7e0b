using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the layer methods of a class and the method that wires them.</summary>
internal sealed class GraphParser(
    INamedTypeSymbol type, Compilation compilation, Findings findings, CancellationToken cancellation)
{
    private readonly List<LayerSpec> _layers = [];
    private readonly List<LayerMethod> _heads = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Layer, bool IsDeclared)> _names = new(StringComparer.Ordinal);
    private IReadOnlyList<GraphInput> _inputs = [];
    private IReadOnlyList<GraphHead> _outputs = [];
    private StepSpec? _step;

    /// <summary>The spec with its layers and graph; where there are errors, what a stub needs of them.</summary>
    public ModelSpec Parse(ModelSpec spec, GraphMembers members)
    {
        if (StackAttributes.First(type) is { } stack)
            findings.Report(DiagnosticIds.StackAndGraph, stack, type.Name);
        var layerParser = new LayerParser(compilation, findings, cancellation);
        foreach ((IMethodSymbol method, MethodDeclarationSyntax syntax) in members.Layers)
            ReadLayer(method, syntax, layerParser);
        _step = StepParser.Parse(type, compilation, members, _numbers, _layers, findings, cancellation);
        GraphMethod? forward = null;
        if (members.Forwards.Count == 0)
            findings.Report(DiagnosticIds.NoForward, findings.Map.Find(""), type.Name);
        else
            forward = ReadForward(members.Forwards[0].Method, members.Forwards[0].Syntax);
        foreach ((IMethodSymbol _, MethodDeclarationSyntax again) in members.Forwards.Skip(1))
            findings.Report(
                DiagnosticIds.SeveralForwards, again.Identifier.GetLocation(), type.Name, Text(members.Forwards.Count));
        return spec with
        {
            Input = _inputs.Count > 0 ? _inputs[0].Spec : spec.Input,
            Layers = _layers.ToEquatableArray(),
            Graph = new GraphSpec
            {
                Methods = _heads.ToEquatableArray(),
                Inputs = _inputs.ToEquatableArray(),
                Heads = _outputs.ToEquatableArray(),
                PredictionName = PredictionName(),
                Forward = findings.Error is null ? forward : null,
                Step = findings.Error is null ? _step : null,
            },
        };
    }

    private string PredictionName()
    {
        var name = "Prediction";
        while (name == type.Name || !type.GetMembers(name).IsEmpty)
            name = "Model" + name;
        return name;
    }

    private void ReadLayer(IMethodSymbol method, MethodDeclarationSyntax syntax, LayerParser parser)
    {
        cancellation.ThrowIfCancellationRequested();
        AttributeData[] attributes = [.. GraphMembers.Layer(method)];
        INamedTypeSymbol attribute = attributes[0].AttributeClass!;
        string title = StackAttributes.Title(attribute);
        if (LayerMethodParser.Head(method, syntax) is { } head)
            _heads.Add(head);
        if (attributes.Length > 1)
        {
            findings.Report(DiagnosticIds.LayerMethodShape, GraphMembers.At(attributes[1]), method.Name,
                $"has {Text(attributes.Length)} layer attributes", "one method a layer");
            return;
        }

        bool isAgain = _numbers.ContainsKey(method.Name);
        if (isAgain)
        {
            findings.Report(DiagnosticIds.LayerMethodShape, syntax.Identifier.GetLocation(), method.Name,
                "has the name of another layer method", "a name of its own");
        }

        if (method.GetAttributes().FirstOrDefault(static a => StackAttributes.IsLoss(a.AttributeClass)) is { } loss)
        {
            findings.Report(DiagnosticIds.LayerMethodShape, GraphMembers.At(loss), method.Name,
                "has a loss", $"[Forward, {StackAttributes.Title(loss.AttributeClass!)}]");
        }

        var reader = new AttributeReader(attributes[0], $"layers[{Text(_layers.Count)}]", findings, cancellation);
        LayerMethodParser.Check(title, method, syntax, findings);
        if (parser.Parse(title, attribute, reader, _layers.Count) is not { } layer)
        {
            findings.BlockByCSharp();
            return;
        }

        _numbers[method.Name] = _layers.Count;
        _layers.Add(isAgain ? layer : layer with { Name = Name(layer.Name, method, syntax) });
    }

    /// <summary>
    /// The layer's name: the one declared, else the method's in lower case. Two that are declared have been compared.
    /// </summary>
    private string Name(string? declared, IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        string name = declared ?? method.Name.ToLowerInvariant();
        Location at = syntax.Identifier.GetLocation();
        if (declared is null && !Names.IsValid(name))
            findings.Report(DiagnosticIds.InvalidName, at, name);
        else if (!_names.TryGetValue(name, out (int Layer, bool IsDeclared) other))
            _names.Add(name, (_layers.Count, declared is not null));
        else if (!other.IsDeclared || declared is null)
            findings.Report(DiagnosticIds.DuplicateName, at, name, Text(other.Layer + 1), Text(_layers.Count + 1));
        return name;
    }

    private GraphMethod? ReadForward(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        var objectives = new ObjectiveParser(type, compilation, findings, cancellation);
        _outputs = HeadLosses.Read(method, ForwardSignature.Heads(method), objectives, findings, cancellation);
        if (!ForwardSignature.Check(method, syntax, findings))
            return null;
        if (_outputs.FirstOrDefault(static head => head is { PerStep: false, Loss.Kind: LossKind.Crf or LossKind.Ctc })
            is { Loss: { } loss })
        {
            findings.Report(DiagnosticIds.ForwardShape, syntax.ReturnType.GetLocation(), method.Name,
                $"returns a Vec, and [{loss.Kind}] reads an output at each step");
            return null;
        }

        _inputs = ForwardSignature.Inputs(method, syntax, findings, cancellation);
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(syntax, cancellation) as IMethodBodyOperation;
        if ((operation?.BlockBody ?? operation?.ExpressionBody) is not { } block)
        {
            findings.BlockByCSharp();
            return null;
        }

        IReadOnlyList<(string? Alignment, string Node)> nodes = ForwardSignature.ResultNodes(method);
        int[] heads = [.. Enumerable.Range(0, nodes.Count).Where(i => nodes[i].Alignment is null)];
        _outputs = [.. _outputs.Select((head, i) => head with { Units = Units(block, heads[i]) })];
        if (block.Descendants().Any(static operation => operation is IConversionOperation { Conversion.Exists: false }))
        {
            findings.BlockByCSharp();
            return null;
        }

        if (findings.Error is not null)
            return null;
        var body = new GraphBodyParser(
            findings, new GraphExpressionParser(findings, type, _numbers), "forward",
            [.. nodes.Select(static result => result.Node)]);
        if (body.Parse(block) is not { } results || findings.Error is not null)
            return null;
        return new GraphMethod(
            syntax.Identifier.Text, body.Statements.ToEquatableArray(),
            results.Where((_, i) => nodes[i].Alignment is null).ToEquatableArray())
        {
            Alignments = results.Select((value, i) => new GraphStatement(nodes[i].Alignment!, value))
                .Where(static one => one.Name is not null).ToEquatableArray(),
        };
    }

    /// <summary>The units of the layer that gives a result, or 0; found where the body has errors, too.</summary>
    private int Units(IBlockOperation block, int element)
    {
        IOperation? value = block.Operations.OfType<IReturnOperation>().LastOrDefault()?.ReturnedValue;
        value = value is null ? null : CellExpressionParser.Strip(value);
        if (value is ITupleOperation tuple)
            value = element < tuple.Elements.Length ? CellExpressionParser.Strip(tuple.Elements[element]) : null;
        return value is IInvocationOperation call && _numbers.TryGetValue(call.TargetMethod.Name, out int layer)
            && _layers[layer] is DenseLayer dense ? dense.Units : 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
