using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Compiler.Text;

namespace RnnGen.Generators.Parsing;

/// <summary>
/// Reads an expression of a <c>[Forward]</c> or a <c>[Step]</c> method, or of an objective; after an error the result
/// is a value.
/// </summary>
/// <param name="findings">What is wrong.</param>
/// <param name="type">The model's class.</param>
/// <param name="layers">The numbers of the layer methods.</param>
/// <param name="isStep">Whether the method is a <c>[Step]</c>.</param>
/// <param name="objective">The method's name where it is an objective.</param>
internal sealed class GraphExpressionParser(
    Findings findings, INamedTypeSymbol type, IReadOnlyDictionary<string, int> layers, bool isStep = false,
    string? objective = null)
{
    private static readonly NumberValue s_unread = new(0);

    private readonly ConstantFolder _constants = new();
    private int _depth;

    public Findings Findings => findings;

    /// <summary>Whether a value is a call of the model's step, which a step itself cannot call.</summary>
    public bool IsStepCall(IOperation operation)
        => !isStep && CellExpressionParser.Strip(operation) is IInvocationOperation call && IsStep(call.TargetMethod);

    /// <summary>Remembers a local that is a number; false where its value is no constant.</summary>
    public bool DeclareNumber(ILocalSymbol local, IOperation value) => _constants.Declare(local, value);

    public double? Fold(IOperation operation) => _constants.Fold(operation);

    public GraphExpr Parse(IOperation operation, string node)
    {
        operation = CellExpressionParser.Strip(operation);
        findings.Map.Add(node, Token(operation.Syntax));
        if (operation.Syntax is BinaryExpressionSyntax binary)
            findings.Map.Add(node + ".operator", binary.OperatorToken.GetLocation());
        if (findings.Error is not null)
            return s_unread;
        if (++_depth > CellText.MaxDepth)
            return Fail(operation, "give parts of it names as locals");
        GraphExpr result = ParseCore(operation, node);
        _depth--;
        return result;
    }

    private GraphExpr ParseCore(IOperation operation, string node) => operation switch
    {
        _ when _constants.Fold(operation) is { } number => double.IsNaN(number)
            ? Fail(DiagnosticIds.ValueOutOfRange, operation,
                $"'{CellExpressionParser.Excerpt(operation.Syntax)}'", "NaN", "a number")
            : new NumberValue(number),
        ILocalReferenceOperation local when KnownNames.GraphKind(local.Type) is not null
            => new NameValue(local.Local.Name),
        IParameterReferenceOperation parameter => new NameValue(parameter.Parameter.Name),
        IBinaryOperation { OperatorMethod: { } method } binary
            when KnownNames.GraphKind(method.ContainingType) is not null
                && CellExpressionParser.Operator(binary.OperatorKind) is { } function
            => Pointwise(function, node, binary.LeftOperand, binary.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: { } method } unary
            when KnownNames.GraphKind(method.ContainingType) is not null
            => Pointwise(CellFunction.Negate, node, unary.Operand),
        IPropertyReferenceOperation { Instance: { } of, Property.Name: "Output" }
            when isStep && KnownNames.GraphKind(of.Type) == "State" => new OutputOfState(Parse(of, node + ".of")),
        IFieldReferenceOperation { Instance: { } of, Field: var element } when IsStepCall(of)
            => new StepResult(Parse(of, node + ".of"), IndexOf(element)),
        IPropertyReferenceOperation { Instance: { } of, Property: var member }
            when KnownNames.GraphKind(member.ContainingType) is "Recurrence" or "Attended"
                && Enum.TryParse(member.Name, out GraphFunction function)
            => Call(function, node, [], of),
        IInvocationOperation { Instance: { } of, TargetMethod: { Name: "FinalOf" or "StatesOf" } method } call
            when KnownNames.IsSymbolic(method.ContainingType, "Recurrence") => StateOf(of, call, node),
        IInvocationOperation call when KnownNames.IsSymbolic(call.TargetMethod.ContainingType, "Functions")
            => new GraphCallParser(this, call, node).Parse(),
        IInvocationOperation call when LayerOf(call.TargetMethod) is { } layer
            => new LayerCall(layer, Arguments(node, InOrder(call))),
        IInvocationOperation call when IsStepCall(call) => Step(call, node),
        IInvocationOperation { Type.TypeKind: not TypeKind.Error } call
            => Fail(call, "call layer methods and the functions of RnnGen.Symbolic, and write other bodies out"),
        IInvalidOperation => Block(),
        _ when operation.Type?.TypeKind == TypeKind.Error => Block(),
        IConditionalOperation => Fail(operation, "write one model for each case"),
        _ when ConstantFolder.IsNumber(operation.Type) => Fail(DiagnosticIds.NotConstant, operation),
        _ => Fail(operation, "write locals, calls of layers, numbers, + - * / and the functions of RnnGen.Symbolic"),
    };

    /// <summary>Arguments in the order of the parameters, whatever the order of named ones.</summary>
    public static IOperation[] InOrder(IInvocationOperation call)
        => [.. call.Arguments.OrderBy(static a => a.Parameter!.Ordinal).Select(static a => a.Value)];

    private GraphExpr StateOf(IOperation of, IInvocationOperation call, string node)
    {
        if (call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: string state })
            return Fail(DiagnosticIds.NotConstant, call.Arguments[0].Value);
        GraphExpr recurrence = Parse(of, node + ".of");
        return call.TargetMethod.Name == "FinalOf"
            ? new FinalOfState(recurrence, state) : new StepsOfState(recurrence, state);
    }

    private bool IsStep(IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(method.ContainingType, type) && GraphMembers.IsStep(method);

    /// <summary>A parameter that is left out, or null, starts at zero.</summary>
    private GraphExpr Step(IInvocationOperation call, string node)
        => new StepCall(new([.. InOrder(call).Select((argument, i) => StepArgument(
            argument, FormattableString.Invariant($"{node}.arguments[{i}]")))]));

    private GraphExpr StepArgument(IOperation argument, string node)
    {
        if (argument.ConstantValue is not { HasValue: true, Value: null })
            return Parse(argument, node);
        findings.Map.Add(node, argument.Syntax.GetLocation());
        return s_unread;
    }

    private static int IndexOf(IFieldSymbol element)
        => ((INamedTypeSymbol)element.ContainingType).TupleElements.TakeWhile(other
            => other.CorrespondingTupleField?.Name != element.CorrespondingTupleField?.Name).Count();

    private int? LayerOf(IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(method.ContainingType, type) && GraphMembers.Layer(method).Any()
            && layers.TryGetValue(method.Name, out int layer) ? layer : null;

    public GraphExpr Pointwise(CellFunction function, string node, params IOperation[] operands)
    {
        EquatableArray<GraphExpr> arguments = Arguments(node, operands);
        return function == CellFunction.Divide && arguments[1] is NumberValue { Value: 0 }
            ? Fail(DiagnosticIds.ValueOutOfRange, operands[1], "The divisor", "0", "another number")
            : new PointwiseCall(function, arguments);
    }

    public GraphExpr Call(GraphFunction function, string node, double[] numbers, params IOperation[] operands)
        => new GraphCall(function, Arguments(node, operands), new EquatableArray<double>(numbers));

    private EquatableArray<GraphExpr> Arguments(string node, IOperation[] operands)
        => new([.. operands.Select((o, i) => Parse(o, FormattableString.Invariant($"{node}.arguments[{i}]")))]);

    public GraphExpr Fail(string id, IOperation at, params string[] arguments)
    {
        if (findings.Error is null)
        {
            string[] all = arguments.Length > 0 ? arguments : [CellExpressionParser.Excerpt(at.Syntax)];
            findings.Report(id, Token(at.Syntax), all);
        }

        return s_unread;
    }

    /// <summary>Says what is not read, and what to write instead.</summary>
    public void Refuse(Location at, string what, string instead)
    {
        if (objective is not null)
            findings.Report(DiagnosticIds.NoObjective, at, objective, what + " is not read in one");
        else
            findings.Report(isStep ? DiagnosticIds.NotInStep : DiagnosticIds.NotInForward, at, what, instead);
    }

    /// <summary>An expression that is not read, and what to write instead.</summary>
    public GraphExpr Fail(IOperation at, string instead)
    {
        if (findings.Error is null)
            Refuse(Token(at.Syntax), $"'{CellExpressionParser.Excerpt(at.Syntax)}'", instead);
        return s_unread;
    }

    private GraphExpr Block()
    {
        findings.BlockByCSharp();
        return s_unread;
    }

    /// <summary>A call by its function's name, a member by its own.</summary>
    private static Location Token(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax call => call.Expression.GetLocation(),
        MemberAccessExpressionSyntax member => member.Name.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
