using System.Globalization;
using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>
/// Finds the cell of a recurrent layer: from its syntax in this compilation, else from its attribute.
/// </summary>
internal sealed class CellResolver(Compilation compilation, Findings findings, CancellationToken cancellation)
{
    private const int Variants = 3;

    /// <summary>
    /// The cell, the layer's kind and the full name of the cell's class; nulls where there is an error.
    /// </summary>
    public (CellSpec? Cell, string? Kind, string? Type) Resolve(
        string title, INamedTypeSymbol attribute, AttributeReader reader, string node)
    {
        if (title != "Recurrent")
        {
            (string name, string kind) = BuiltIn(title, reader);
            INamedTypeSymbol? type = compilation.GetTypeByMetadataName(KnownNames.Cells + name);
            return (Read(type, name, reader, node), kind, KnownNames.Cells + name);
        }

        if (attribute.TypeArguments is not [var argument] || argument.TypeKind == TypeKind.Error)
        {
            findings.BlockByCSharp();
            return default;
        }

        return (Read(argument as INamedTypeSymbol, argument.Name, reader, node), Kind(argument.Name),
            argument.ToDisplayString());
    }

    private (string Cell, string Kind) BuiltIn(string title, AttributeReader reader)
    {
        switch (title)
        {
            case "SimpleRnn":
                return ("SimpleRnnCell", "rnn");
            case "Gru":
                int variant = reader.Enum("Variant", "GruVariant", Variants);
                return (variant switch { 1 => "GruResetBeforeCell", 2 => "GruTextbookCell", _ => "GruCell" }, "gru");
            default:
                int projection = reader.Int("Projection");
                if (projection < 0)
                {
                    string text = projection.ToString(CultureInfo.InvariantCulture);
                    findings.Report(DiagnosticIds.NegativeProjection, reader.At("Projection"), text);
                }

                string peephole = reader.Bool("Peephole") ? "Peephole" : "";
                string coupled = reader.Bool("CoupledGates") ? "Coupled" : "";
                return ($"Lstm{peephole}{coupled}{(projection > 0 ? "Projected" : "")}Cell", "lstm");
        }
    }

    private static string Kind(string name)
    {
        bool isCell = name.EndsWith("Cell", StringComparison.Ordinal) && name.Length > 4;
        return (isCell ? name.Substring(0, name.Length - 4) : name).ToLowerInvariant();
    }

    private CellSpec? Read(INamedTypeSymbol? type, string name, AttributeReader reader, string node)
    {
        if (type is not null && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            return FromSyntax(type, reader, node);
        if (type is null || KnownNames.FindAttribute(type, KnownNames.CellEquations) is not { } equations)
        {
            findings.Report(DiagnosticIds.NotACell, reader.TypeArgument, name);
            return null;
        }

        string? text = equations.ConstructorArguments is [{ Value: string value }] ? value : "";
        (CellSpec? cell, string? error) = CellText.Read(text);
        if (cell is null)
            findings.Report(DiagnosticIds.UnreadableEquations, reader.TypeArgument, name, error ?? "");
        else if (OutputLag.Of(cell) is { } state)
            findings.Report(DiagnosticIds.OutputLags, reader.TypeArgument, name, state);
        return cell;
    }

    private CellSpec? FromSyntax(INamedTypeSymbol type, AttributeReader reader, string node)
    {
        if (KnownNames.FindAttribute(type, "CellAttribute") is null)
        {
            findings.Report(DiagnosticIds.NotACell, reader.TypeArgument, type.Name);
            return null;
        }

        CellParse parse = CellParser.Parse(type, compilation, cancellation);
        if (parse.Findings.Error is { } error)
        {
            findings.Block($"The cell {type.Name} has errors. {error}");
            return null;
        }

        findings.Map.AddAll(node + ".cell.", parse.Findings.Map);
        findings.Map.Add(node + ".cell", reader.Location);
        return parse.Cell;
    }
}
