using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the statements of a <c>[Forward]</c> or a <c>[Step]</c> method, or of an objective.</summary>
/// <param name="findings">What is wrong.</param>
/// <param name="expressions">Reads the expressions.</param>
/// <param name="prefix">The first part of the nodes, such as <c>forward</c> or <c>step</c>.</param>
/// <param name="results">The nodes of the results.</param>
internal sealed class GraphBodyParser(
    Findings findings, GraphExpressionParser expressions, string prefix, IReadOnlyList<string> results)
{
    private readonly GraphExpressionParser _expressions = expressions;

    public List<GraphStatement> Statements { get; } = [];

    /// <summary>The returned values, one for each node of the results, or null where there is an error.</summary>
    public IReadOnlyList<GraphExpr>? Parse(IBlockOperation block)
    {
        IReadOnlyList<GraphExpr>? result = null;
        foreach (IOperation operation in block.Operations)
        {
            if (result is not null)
                return NotAllowed(operation, "end the method with its return");
            switch (operation)
            {
                case IReturnOperation { ReturnedValue: { } value }:
                    result = Results(value);
                    break;
                case IVariableDeclarationGroupOperation group:
                    Declare(group);
                    break;
                case IExpressionStatementOperation { Operation: var inner }:
                    Assign(inner, operation);
                    break;
                case IInvalidOperation:
                    findings.BlockByCSharp();
                    break;
                default:
                    NotAllowed(operation, Instead(operation));
                    break;
            }

            if (findings.Error is not null)
                return null;
        }

        if (result is null)
            findings.BlockByCSharp();
        return result;
    }

    private IReadOnlyList<GraphExpr> Results(IOperation value)
    {
        if (results.Count == 1)
            return [_expressions.Parse(value, results[0])];
        IOperation tuple = CellExpressionParser.Strip(value);
        if (tuple is ITupleOperation { Elements: var elements } && elements.Length == results.Count)
            return [.. elements.Zip(results, _expressions.Parse)];
        if (tuple is IInvalidOperation)
            findings.BlockByCSharp();
        else
            NotAllowed(value, "return the values in parentheses, one behind the other");
        return [];
    }

    private static string Instead(IOperation operation) => operation switch
    {
        ILocalFunctionOperation => "write its body where it is called",
        ILoopOperation => "write each use of a layer out, or use a recurrent layer for what goes from step to step",
        IConditionalOperation or ISwitchOperation => "write one model for each case",
        _ => "write locals, var (a, b) = (..., ...), and one return at the end",
    };

    private void Declare(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(static d => d.Declarators))
        {
            ILocalSymbol local = declarator.Symbol;
            IOperation? value = declarator.GetVariableInitializer()?.Value;
            if (local.Type.TypeKind == TypeKind.Error)
                findings.BlockByCSharp();
            else if (local.HasConstantValue || (value is not null && _expressions.DeclareNumber(local, value)))
                continue;
            else if (value is null || local.IsUsing || local.IsRef)
                NotAllowed(group, "give a local its value where it is declared");
            else if (KnownNames.GraphKind(local.Type) is not null)
                Add(local.Name, value, declarator.Syntax.GetLocation());
            else
                NotAllowed(
                    group, "a local is a Seq, a Vec, a Recurrence, a State, an Attended, Tokens or a constant number");
        }
    }

    private void Assign(IOperation operation, IOperation statement)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation { Value: var value, Target: var target }
                when _expressions.IsStepCall(value) && Deconstruction.LocalsOrDiscards(target) is { } results:
                Deconstruct(value, results);
                break;
            case IDeconstructionAssignmentOperation deconstruction
                when Deconstruction.Locals(deconstruction.Target) is { } locals:
                Deconstruct(deconstruction, locals);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } again:
                _expressions.Refuse(
                    again.Target.Syntax.GetLocation(), $"A second value of '{again.Target.Syntax}'",
                    "give the new value another name");
                break;
            case IInvalidOperation:
                findings.BlockByCSharp();
                break;
            default:
                NotAllowed(statement, "write locals, var (a, b) = (..., ...), and one return at the end");
                break;
        }
    }

    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction, ILocalSymbol[] locals)
    {
        IOperation value = CellExpressionParser.Strip(deconstruction.Value);
        if (value is not ITupleOperation tuple || tuple.Elements.Length != locals.Length)
        {
            if (value is IInvalidOperation)
                findings.BlockByCSharp();
            else
                NotAllowed(value, "write Slice(v, start, length) for each part");
            return;
        }

        for (var i = 0; i < locals.Length; i++)
        {
            if (!_expressions.DeclareNumber(locals[i], tuple.Elements[i]))
                Add(locals[i].Name, tuple.Elements[i], tuple.Elements[i].Syntax.GetLocation());
        }
    }

    /// <summary>The call is a local of a name that C# has none of, and each result one of its own.</summary>
    private void Deconstruct(IOperation value, ILocalSymbol?[] locals)
    {
        const string Call = "[Step]";
        Add(Call, value, value.Syntax.GetLocation());
        for (var i = 0; i < locals.Length; i++)
        {
            if (locals[i] is { } local)
                Statements.Add(new GraphStatement(local.Name, new StepResult(new NameValue(Call), i)));
        }
    }

    private void Add(string name, IOperation value, Location at)
    {
        string node = FormattableString.Invariant($"{prefix}.body[{Statements.Count}]");
        findings.Map.Add(node, at);
        Statements.Add(new GraphStatement(name, _expressions.Parse(value, node + ".value")));
    }

    private IReadOnlyList<GraphExpr>? NotAllowed(IOperation operation, string instead)
    {
        SyntaxToken token = operation.Syntax.GetFirstToken();
        bool isKeyword = SyntaxFacts.IsKeywordKind(token.Kind());
        string what = operation is ILocalFunctionOperation ? "A local function"
            : isKeyword ? $"The statement '{token.Text} ...'"
            : $"'{CellExpressionParser.Excerpt(operation.Syntax)}'";
        Location at = isKeyword ? token.GetLocation() : operation.Syntax.GetLocation();
        _expressions.Refuse(at, what, instead);
        return null;
    }
}
