using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads a class into a spec: a stack by its attributes, a graph by its methods.</summary>
internal sealed class ModelParser
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly bool _allowsUnsafe;
    private readonly string? _oldLanguage;
    private readonly CancellationToken _cancellation;
    private readonly Findings _findings = new();
    private readonly LayerParser _layerParser;
    private readonly List<LayerSpec> _layers = [];
    private readonly List<InputSpec> _inputs = [];
    private readonly List<LossSpec> _losses = [];
    private string? _lossTitle;

    private ModelParser(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        _type = type;
        _compilation = compilation;
        _allowsUnsafe = compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 and var version })
            _oldLanguage = version.ToDisplayString();
        _cancellation = cancellation;
        _layerParser = new LayerParser(compilation, _findings, cancellation);
    }

    /// <summary>The parse of a class with <c>[RnnModel]</c>.</summary>
    public static ModelParse Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
        => new ModelParser(type, compilation, cancellation).Run();

    /// <summary>The part that carries <c>[RnnModel]</c>; the first one where a wrong declaration has several.</summary>
    public static TypeDeclarationSyntax? MainPart(
        INamedTypeSymbol type, string attribute, CancellationToken cancellation)
        => KnownNames.FindAttribute(type, attribute)?.ApplicationSyntaxReference?.GetSyntax(cancellation)
            .FirstAncestorOrSelf<TypeDeclarationSyntax>();

    private ModelParse Run()
    {
        TypeDeclarationSyntax part = MainPart(_type, "RnnModelAttribute", _cancellation)
            ?? throw new InvalidOperationException("the attribute has no syntax");
        ClassShape shape = ClassShape.Read(_type, part, mayHaveBase: false, _findings);
        if (!OwnConstructors.Check(_type, _findings, _cancellation))
            shape = shape with { CanExtend = false };
        if (!_allowsUnsafe)
            _findings.Report(DiagnosticIds.UnsafeNotAllowed, _findings.Map.Find(""), _type.Name);
        if (_oldLanguage is { } language)
            _findings.Report(DiagnosticIds.LanguageTooOld, _findings.Map.Find(""), _type.Name, language);
        GraphMembers members = GraphMembers.Of(_type, _cancellation);
        var model = new AttributeReader(
            KnownNames.FindAttribute(_type, "RnnModelAttribute")!, "model", _findings, _cancellation);
        ModelSpec spec = new()
        {
            Namespace = shape.Namespace,
            ContainingTypes = shape.ContainingTypes,
            Name = shape.Name,
            Modifiers = shape.Modifiers,
            Precision = (Precision)model.Enum("Precision", "Precision", 2),
            FoldBudget = model.Int("FoldBudget", ModelSpec.DefaultFoldBudget),
            ActivationBudget = model.Long("ActivationBudget"),
            Input = new InputSpec { Features = 1 },
        };
        spec = members.Any
            ? new GraphParser(_type, _compilation, _findings, _cancellation).Parse(spec, members)
            : ReadStack(spec);
        if (_findings.Error is null)
        {
            foreach (CompilerDiagnostic diagnostic in SpecRules.Check(spec))
                _findings.Add(diagnostic);
        }

        return new ModelParse
        {
            Spec = spec,
            HasPrecision = model.Has("Precision"),
            Shape = shape,
            Findings = _findings,
        };
    }

    private ModelSpec ReadStack(ModelSpec spec)
    {
        AttributeData[] attributes = StackAttributes.Of(_type, _findings, _cancellation);
        for (var i = 0; i < attributes.Length; i++)
            Read(attributes[i], i);
        return spec with
        {
            Input = Input(),
            Layers = _layers.ToEquatableArray(),
            Loss = _losses.Count > 0 ? _losses[0] : null,
        };
    }

    private void Read(AttributeData data, int position)
    {
        _cancellation.ThrowIfCancellationRequested();
        INamedTypeSymbol attribute = data.AttributeClass!;
        string title = StackAttributes.Title(attribute);
        if (title == "Input")
        {
            ReadInput(new AttributeReader(data, "input", _findings, _cancellation), position);
        }
        else if (StackAttributes.IsLoss(attribute))
        {
            var reader = new AttributeReader(data, "loss", _findings, _cancellation);
            if (_lossTitle is not null)
                _findings.Report(DiagnosticIds.SeveralLosses, reader.Location, _type.Name, Text(_losses.Count + 1));
            if (HeadLosses.Of(data) is { } of)
            {
                _findings.Report(
                    DiagnosticIds.UnknownHead, reader.At("Of"), of, _type.Name, HeadLosses.OneHead);
            }

            _lossTitle ??= title;
            _losses.Add(LossParser.Parse(
                data, reader, new ObjectiveParser(_type, _compilation, _findings, _cancellation)));
        }
        else
        {
            var reader = new AttributeReader(data, $"layers[{Text(_layers.Count)}]", _findings, _cancellation);
            if (_lossTitle is not null)
                _findings.Report(DiagnosticIds.LayerAfterLoss, reader.Location, title, _lossTitle);
            LayerSpec? layer = _layerParser.Parse(title, attribute, reader, _layers.Count);

            // C# refuses an attribute of methods on a class
            if (layer is null or AttentionLayer)
                _findings.BlockByCSharp();
            else
                _layers.Add(layer);
        }
    }

    private void ReadInput(AttributeReader reader, int position)
    {
        if (_inputs.Count > 0)
            _findings.Report(DiagnosticIds.SeveralInputs, reader.Location, _type.Name, Text(_inputs.Count + 1));
        else if (position > 0)
            _findings.Report(DiagnosticIds.InputNotFirst, reader.Location, Text(position + 1));
        int features = reader.Int("features");
        if (features <= 0 && reader.HasPositional)
            _findings.Report(DiagnosticIds.NotPositive, reader.At("features"), "The number of features",
                Text(features));
        _inputs.Add(new InputSpec { Features = Math.Max(0, features), Steps = reader.Int("Steps") });
    }

    private InputSpec Input()
    {
        bool embeds = _layers.Count > 0 && _layers[0] is EmbeddingLayer;
        if (_layers.Count == 0 && _losses.Count == 0 && _findings.Error is null)
            _findings.Report(DiagnosticIds.NoLayers, _findings.Map.Find(""), _type.Name);
        else if (_inputs.Count == 0 && !embeds && _findings.Error is null)
            _findings.Report(DiagnosticIds.NoInput, _findings.Map.Find(""), _type.Name);
        return _inputs.Count > 0 ? _inputs[0] : new InputSpec { Features = embeds ? 0 : 1 };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
