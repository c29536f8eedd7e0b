using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Compiler.Text;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads an expression of a cell; after an error the result is a value that nobody reads.</summary>
internal sealed class CellExpressionParser(Findings findings)
{
    private static readonly NumberExpr s_unread = new(0);

    private readonly ConstantFolder _constants = new();
    private int _depth;

    public Findings Findings => findings;

    /// <summary>Remembers a local that is a number; false where its value is no constant.</summary>
    public bool DeclareNumber(ILocalSymbol local, IOperation value) => _constants.Declare(local, value);

    public CellExpr Parse(IOperation operation, string node)
    {
        operation = Strip(operation);
        Remember(operation.Syntax, node);
        if (findings.Error is not null)
            return s_unread;
        if (++_depth > CellText.MaxDepth)
            return Fail(DiagnosticIds.ExpressionNotAllowed, operation, "nested too deep: " + Excerpt(operation.Syntax));
        CellExpr result = ParseCore(operation, node);
        _depth--;
        return result;
    }

    private CellExpr ParseCore(IOperation operation, string node) => operation switch
    {
        _ when _constants.Fold(operation) is { } number => double.IsNaN(number)
            ? Fail(DiagnosticIds.ValueOutOfRange, operation, $"'{Excerpt(operation.Syntax)}'", "NaN", "a number")
            : new NumberExpr(number),
        ILocalReferenceOperation local when KnownNames.IsVec(local.Type) => new NameExpr(local.Local.Name),
        IParameterReferenceOperation parameter when KnownNames.IsVec(parameter.Type)
            => new NameExpr(parameter.Parameter.Name),
        IBinaryOperation { OperatorMethod: { } method } binary when KnownNames.IsVec(method.ContainingType)
            && Operator(binary.OperatorKind) is { } function
                => Call(function, node, binary.LeftOperand, binary.RightOperand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus, OperatorMethod: { } method } unary
            when KnownNames.IsVec(method.ContainingType) => Call(CellFunction.Negate, node, unary.Operand),
        IInvocationOperation call when KnownNames.IsSymbolic(call.TargetMethod.ContainingType, "Functions")
            => new CellCallParser(this, call, node).Parse(),
        IInvocationOperation { Type.SpecialType: SpecialType.None } call
            => Fail(DiagnosticIds.UnknownFunction, call, call.TargetMethod.Name),
        IInvalidOperation => Invalid(operation),
        IConversionOperation when Converted(operation) is { } inner
            and (IInvalidOperation or { Type.TypeKind: TypeKind.Error }) => Invalid(inner),
        _ when operation.Type?.TypeKind == TypeKind.Error => Invalid(operation),
        _ when ConstantFolder.IsNumber(operation.Type)
            => Fail(DiagnosticIds.NotConstant, operation, Excerpt(operation.Syntax)),
        _ => Fail(DiagnosticIds.ExpressionNotAllowed, operation, Excerpt(operation.Syntax)),
    };

    /// <summary>A call by its function's name, and the sign of a binary expression beside the whole.</summary>
    private void Remember(SyntaxNode syntax, string node)
    {
        findings.Map.Add(node, Token(syntax));
        if (syntax is BinaryExpressionSyntax binary)
            findings.Map.Add(node + ".operator", binary.OperatorToken.GetLocation());
    }

    private static Location Token(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.GetLocation(),
        InvocationExpressionSyntax call => call.Expression.GetLocation(),
        _ => syntax.GetLocation(),
    };

    public CellExpr Call(CellFunction function, string node, params IOperation[] operands)
    {
        CellExpr[] arguments =
            [.. operands.Select((o, i) => Parse(o, FormattableString.Invariant($"{node}.arguments[{i}]")))];
        if (function == CellFunction.Divide && arguments[1] is NumberExpr { Value: 0 })
            return Fail(DiagnosticIds.ValueOutOfRange, operands[1], "The divisor", "0", "another number");
        return new CallExpr(function, new EquatableArray<CellExpr>(arguments));
    }

    public double? Fold(IOperation operation) => _constants.Fold(operation);

    public CellExpr Fail(string id, IOperation at, params string[] arguments)
    {
        if (findings.Error is null)
            findings.Report(id, Token(at.Syntax), arguments);
        return s_unread;
    }

    /// <summary>Without the conversions that change no value; one to a number may round: it is folded.</summary>
    public static IOperation Strip(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion
            && !ConstantFolder.IsNumber(conversion.Type))
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static IOperation Converted(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    public static bool IsSplit(IOperation operation, int parts)
        => operation is IInvocationOperation { TargetMethod.Name: "Split" } call
            && KnownNames.IsSymbolic(call.TargetMethod.ContainingType, "Functions")
            && call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "parts") is { } argument
            && argument.Value.ConstantValue is { Value: int given }
            && given == parts;

    /// <summary>Where a split says its number of parts, else the whole expression.</summary>
    public static Location SplitCount(IOperation operation)
        => operation is IInvocationOperation { TargetMethod.Name: "Split" } call
            && call.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "parts") is { } parts
                ? parts.Value.Syntax.GetLocation() : operation.Syntax.GetLocation();

    public static string Excerpt(SyntaxNode syntax)
    {
        char[] blanks = [' ', '\r', '\n', '\t'];
        string text = string.Join(" ", syntax.ToString().Split(blanks, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 60) + "...";
    }

    /// <summary>What C# refuses it names itself; that Math.Tanh is somebody else's function it does not know.</summary>
    private CellExpr Invalid(IOperation operation)
    {
        InvocationExpressionSyntax? call = operation.Syntax.DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => IsForeign(call, operation.SemanticModel));
        if (call is null)
            return Block();
        findings.Report(DiagnosticIds.UnknownFunction, Token(call), Excerpt(call.Expression));
        return s_unread;
    }

    private static bool IsForeign(InvocationExpressionSyntax call, SemanticModel? model)
        => model?.GetSymbolInfo(call).CandidateSymbols is [{ ContainingType: var type }, ..]
            && !KnownNames.IsSymbolic(type, "Functions");

    private CellExpr Block()
    {
        findings.BlockByCSharp();
        return s_unread;
    }

    public static CellFunction? Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => CellFunction.Add,
        BinaryOperatorKind.Subtract => CellFunction.Subtract,
        BinaryOperatorKind.Multiply => CellFunction.Multiply,
        BinaryOperatorKind.Divide => CellFunction.Divide,
        _ => null,
    };
}
