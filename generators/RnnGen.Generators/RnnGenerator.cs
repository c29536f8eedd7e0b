using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Parsing;
using RnnGen.Generators.Pipeline;

namespace RnnGen.Generators;

/// <summary>Finds models and cells and writes their other halves. Silent: the analyzers report what is wrong.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RnnGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<Precision?> precision = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ReadPrecision(options.GlobalOptions)).WithTrackingName("Precision");

        IncrementalValuesProvider<ModelDeclaration> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.RnnModel,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) => DeclarationReader.Model(match, cancellation))
            .WithTrackingName("ParsedModels")
            .Where(static model => model is not null).Select(static (model, _) => model!).WithTrackingName("Models");

        IncrementalValuesProvider<CellDeclaration> cells = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.Cell,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) => DeclarationReader.Cell(match, cancellation))
            .WithTrackingName("ParsedCells")
            .Where(static cell => cell is not null).Select(static (cell, _) => cell!).WithTrackingName("Cells");

        IncrementalValueProvider<bool> devices = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(KnownNames.DeviceProgram) is not null)
            .WithTrackingName("Devices");

        IncrementalValuesProvider<Sources> modelSources = models.Combine(precision.Combine(devices))
            .Select(static (pair, cancellation)
                => ModelSources.Compile(pair.Left, pair.Right.Left, pair.Right.Right, cancellation))
            .WithTrackingName("ModelSources");
        IncrementalValuesProvider<Sources> cellSources = cells
            .Select(static (cell, _) => CellHalf.Print(cell)).WithTrackingName("CellSources");

        IncrementalValueProvider<bool> dumps = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => ReadDump(options.GlobalOptions)).WithTrackingName("Dump");
        IncrementalValuesProvider<Sources> dumpSources = models.Combine(dumps)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => ModelSources.Dump(pair.Left)).WithTrackingName("DumpSources");

        Register(context, dumpSources, "DumpClashes");
        Register(context, modelSources, "ModelClashes");
        Register(context, cellSources, "CellClashes");
    }

    private static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Sources> sources, string name)
    {
        IncrementalValueProvider<EquatableArray<string>> clashes = sources
            .Select(static (source, _) => source.Owner).Collect()
            .Select(static (owners, _) => HintNames.Clashes(owners)).WithTrackingName(name);
        context.RegisterSourceOutput(
            sources.Combine(clashes), static (output, pair) => Add(output, pair.Left, pair.Right));
    }

    private static void Add(SourceProductionContext output, Sources sources, EquatableArray<string> clashes)
    {
        if (sources.InternalError is { } error)
        {
            DiagnosticDescriptor descriptor = DiagnosticDescriptors.Get(DiagnosticIds.InternalError);
            output.ReportDiagnostic(Diagnostic.Create(descriptor, Location.None, sources.Owner, error));
        }

        foreach (GeneratedFile file in sources.Files)
            output.AddSource(HintNames.Unique(file.HintName, sources.Owner, clashes), file.Text);
    }

    /// <summary>Whether every stage is to be printed beside the code.</summary>
    private static bool ReadDump(AnalyzerConfigOptions options)
        => options.TryGetValue("build_property.RnnGenDump", out string? value)
            && string.Equals(value.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    private static Precision? ReadPrecision(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue("build_property.RnnGenPrecision", out string? value))
            return null;
        return value.Trim().ToUpperInvariant() switch
        {
            "DOUBLE" => Precision.Double,
            "SINGLE" => Precision.Single,
            _ => null,
        };
    }
}
