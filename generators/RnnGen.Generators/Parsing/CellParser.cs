using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the <c>Step</c> method of a class with <c>[Cell]</c> as equations.</summary>
internal static class CellParser
{
    public static CellParse Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var findings = new Findings();
        TypeDeclarationSyntax part = ModelParser.MainPart(type, "CellAttribute", cancellation)
            ?? throw new InvalidOperationException("the attribute has no syntax");
        ClassShape shape = ClassShape.Read(type, part, mayHaveBase: true, findings);
        CellSpec? cell = null;
        IMethodSymbol[] steps = [.. type.GetMembers("Step").OfType<IMethodSymbol>()];
        if (steps.Length != 1)
        {
            string count = steps.Length == 0 ? "no" : steps.Length.ToString(CultureInfo.InvariantCulture);
            findings.Report(DiagnosticIds.StepMissing, part.Identifier.GetLocation(), type.Name, count);
        }
        else if (steps[0].DeclaringSyntaxReferences is [var reference, ..]
            && reference.GetSyntax(cancellation) is MethodDeclarationSyntax syntax)
        {
            cell = ReadStep(type, steps[0], syntax, compilation, findings);
        }
        else
        {
            findings.BlockByCSharp();
        }

        if (cell is not null && findings.Error is null)
        {
            foreach (CompilerDiagnostic diagnostic in CellCompiler.Check(cell))
                findings.Add(diagnostic);
        }

        return new CellParse { Cell = findings.Error is null ? cell : null, Shape = shape, Findings = findings };
    }

    private static CellSpec? ReadStep(
        INamedTypeSymbol type,
        IMethodSymbol step,
        MethodDeclarationSyntax syntax,
        Compilation compilation,
        Findings findings)
    {
        if (!CellSignature.Check(step, syntax, findings))
            return null;
        var states = new List<StateSpec>();
        for (var i = 1; i < step.Parameters.Length; i++)
        {
            IParameterSymbol state = step.Parameters[i];
            Location at = syntax.ParameterList.Parameters[i].Identifier.GetLocation();
            findings.Map.Add(FormattableString.Invariant($"states[{i - 1}]"), at);
            states.Add(new StateSpec(state.Name, CellSignature.InitialState(state, findings)));
        }

        _ = CellSignature.InitialState(step.Parameters[0], findings, isInput: true);
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(syntax) as IMethodBodyOperation;
        if ((operation?.BlockBody ?? operation?.ExpressionBody) is not { } block)
        {
            findings.BlockByCSharp();
            return null;
        }

        var body = new CellBodyParser(findings);
        if (body.Parse(block) is not { } returns || findings.Error is not null)
            return null;
        if (returns.Length != states.Count && returns.Length != states.Count + 1)
        {
            findings.BlockByCSharp();
            return null;
        }

        var cell = new CellSpec
        {
            Name = type.Name,
            Input = step.Parameters[0].Name,
            States = states.ToEquatableArray(),
            Body = body.Statements.ToEquatableArray(),
            Returns = returns.ToEquatableArray(),
        };
        if (OutputLag.Of(cell) is { } late)
            findings.Report(DiagnosticIds.OutputLags, findings.Map.Find("returns[0]"), type.Name, late);
        return cell;
    }
}
