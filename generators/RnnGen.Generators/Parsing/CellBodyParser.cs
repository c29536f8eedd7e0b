using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the statements of a cell.</summary>
internal sealed class CellBodyParser
{
    private readonly Findings _findings;
    private readonly CellExpressionParser _expressions;

    public CellBodyParser(Findings findings)
    {
        _findings = findings;
        _expressions = new CellExpressionParser(findings);
    }

    public List<CellStatement> Statements { get; } = [];

    /// <summary>The returned values, or null where there is an error.</summary>
    public CellExpr[]? Parse(IBlockOperation block)
    {
        CellExpr[]? returns = null;
        foreach (IOperation operation in block.Operations)
        {
            if (returns is not null)
                return NotAllowed(operation);
            switch (operation)
            {
                case IReturnOperation { ReturnedValue: { } value }:
                    returns = Returned(value);
                    break;
                case IVariableDeclarationGroupOperation group:
                    Declare(group);
                    break;
                case IExpressionStatementOperation { Operation: var inner }:
                    Assign(inner, operation);
                    break;
                case IInvalidOperation:
                    _findings.BlockByCSharp();
                    break;
                default:
                    NotAllowed(operation);
                    break;
            }

            if (_findings.Error is not null)
                return null;
        }

        if (returns is null)
            _findings.BlockByCSharp();
        return returns;
    }

    private CellExpr[] Returned(IOperation value)
    {
        value = CellExpressionParser.Strip(value);
        IOperation[] values = value is ITupleOperation tuple ? [.. tuple.Elements] : [value];
        return [.. values.Select((v, i) => _expressions.Parse(v, FormattableString.Invariant($"returns[{i}]")))];
    }

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
        {
            ILocalSymbol local = declarator.Symbol;
            IOperation? value = declarator.GetVariableInitializer()?.Value;
            if (local.HasConstantValue || local.Type.TypeKind == TypeKind.Error)
            {
                if (local.Type.TypeKind == TypeKind.Error)
                    _findings.BlockByCSharp();
            }
            else if (value is null || local.IsUsing || local.IsRef)
            {
                NotAllowed(group);
            }
            else if (KnownNames.IsVec(local.Type))
            {
                Add([local.Name], value, declarator.Syntax.GetLocation());
            }
            else if (KnownNames.IsSymbolic(local.Type, "Parts"))
            {
                _findings.Report(DiagnosticIds.NotASplit, declarator.Syntax.GetLocation(), "n");
            }
            else if (!_expressions.DeclareNumber(local, value))
            {
                DeclareNothing(local, value, group);
            }
        }
    }

    /// <summary>A local that is neither a vector nor a constant; of a number it is the value that is wrong.</summary>
    private void DeclareNothing(ILocalSymbol local, IOperation value, IOperation group)
    {
        if (ConstantFolder.IsNumber(local.Type))
            _ = _expressions.Parse(value, local.Name);
        if (_findings.Error is null)
            NotAllowed(group);
    }

    private void Assign(IOperation operation, IOperation statement)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation deconstruction
                when Deconstruction.Locals(deconstruction.Target) is { } locals:
                Deconstruct(deconstruction, [.. locals.Select(static local => local.Name)]);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } again:
                Reassigned(again.Target);
                break;
            case IInvalidOperation:
                _findings.BlockByCSharp();
                break;
            default:
                NotAllowed(statement);
                break;
        }
    }

    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction, string[] names)
    {
        IOperation value = CellExpressionParser.Strip(deconstruction.Value);
        if (value is IInvalidOperation)
        {
            _findings.BlockByCSharp();
            return;
        }

        if (!CellExpressionParser.IsSplit(value, names.Length))
        {
            string count = names.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _findings.Report(DiagnosticIds.NotASplit, CellExpressionParser.SplitCount(value), count);
            return;
        }

        Add(names, value, deconstruction.Target.Syntax.GetLocation());
    }

    private void Add(string[] names, IOperation value, Location at)
    {
        string node = FormattableString.Invariant($"body[{Statements.Count}]");
        _findings.Map.Add(node, at);
        Statements.Add(new CellStatement(names.ToEquatableArray(), _expressions.Parse(value, node + ".value")));
    }

    private void Reassigned(IOperation target)
        => _findings.Report(DiagnosticIds.Reassigned, target.Syntax.GetLocation(), target.Syntax.ToString());

    private CellExpr[]? NotAllowed(IOperation operation)
    {
        SyntaxToken token = operation.Syntax.GetFirstToken();
        string what = operation is ILocalFunctionOperation ? "A local function" : $"The statement '{token.Text} ...'";
        if (operation is IExpressionStatementOperation or IVariableDeclarationGroupOperation)
            what = $"'{CellExpressionParser.Excerpt(operation.Syntax)}'";
        Location at = SyntaxFacts.IsKeywordKind(token.Kind()) ? token.GetLocation() : operation.Syntax.GetLocation();
        _findings.Report(DiagnosticIds.StatementNotAllowed, at, what);
        return null;
    }
}
