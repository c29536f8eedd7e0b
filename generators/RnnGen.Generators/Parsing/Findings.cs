using System.Globalization;
using Microsoft.CodeAnalysis;
using RnnGen.Generators.Diagnostics;

namespace RnnGen.Generators.Parsing;

/// <summary>What a parse found wrong, and where.</summary>
internal sealed class Findings
{
    private readonly List<CompilerDiagnostic> _diagnostics = [];

    public SourceMap Map { get; } = new();

    public IReadOnlyList<CompilerDiagnostic> Diagnostics => _diagnostics;

    /// <summary>
    /// Why nothing can be generated though there is nothing for us to say here: the error is another's.
    /// </summary>
    private string? BlockedBy { get; set; }

    /// <summary>Why nothing can be generated, or null.</summary>
    public string? Error
    {
        get
        {
            foreach (CompilerDiagnostic diagnostic in _diagnostics)
            {
                if (DiagnosticDescriptors.IsError(diagnostic.Id))
                    return DiagnosticDescriptors.Format(diagnostic);
            }

            return BlockedBy;
        }
    }

    public void Report(string id, Location? at, params string[] arguments)
    {
        string node = "at" + _diagnostics.Count.ToString(CultureInfo.InvariantCulture);
        Map.Add(node, at);
        _diagnostics.Add(new CompilerDiagnostic(id, node, EquatableArray.Of(arguments)));
    }

    public void Block(string reason) => BlockedBy ??= reason;

    /// <summary>C# itself has an error here and reports it.</summary>
    public void BlockByCSharp() => Block("The declaration has C# errors.");

    public void Add(CompilerDiagnostic diagnostic) => _diagnostics.Add(diagnostic);
}
