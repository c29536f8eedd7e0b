using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RnnGen.Generators.Diagnostics;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Analyzers;

/// <summary>
/// Runs the parser and the compiler's checks again and reports what they find on the tokens concerned.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        try
        {
            if (KnownNames.FindAttribute(type, "RnnModelAttribute") is not null)
                AnalyzeModel(type, context);
            else if ((StackAttributes.First(type) ?? GraphMembers.First(type, context.CancellationToken)) is { } orphan)
                Report(context, DiagnosticIds.NoModel, orphan, type.Name);
            if (KnownNames.FindAttribute(type, "CellAttribute") is not null)
                Report(context, CellParser.Parse(type, context.Compilation, context.CancellationToken).Findings);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Report(context, DiagnosticIds.InternalError, type.Locations[0], type.Name,
                Pipeline.DeclarationReader.Describe(failure));
        }
    }

    private static void AnalyzeModel(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        ModelParse parse = ModelParser.Parse(type, context.Compilation, context.CancellationToken);
        if (parse.Findings.Error is null)
        {
            bool devices = context.Compilation.GetTypeByMetadataName(KnownNames.DeviceProgram) is not null;
            foreach (CompilerDiagnostic diagnostic in ModelCompiler.Check(parse.Spec, devices))
                parse.Findings.Add(diagnostic);
        }

        Report(context, parse.Findings);
    }

    private static void Report(SymbolAnalysisContext context, Findings findings)
    {
        foreach (CompilerDiagnostic diagnostic in findings.Diagnostics)
        {
            Location at = findings.Map.Find(diagnostic.Node);
            Report(context, diagnostic.Id, at, [.. diagnostic.Arguments]);
        }
    }

    private static void Report(SymbolAnalysisContext context, string id, Location at, params string[] arguments)
        => context.ReportDiagnostic(DiagnosticDescriptors.Create(id, at, arguments));
}
