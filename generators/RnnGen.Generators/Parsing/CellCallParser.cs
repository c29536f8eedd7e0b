using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads one call of a symbolic function.</summary>
internal sealed class CellCallParser(CellExpressionParser expressions, IInvocationOperation call, string node)
{
    private const int MaxMultiple = 1024;
    private const int MaxParts = 8;

    public CellExpr Parse() => call.TargetMethod.Name switch
    {
        "Affine" => Affine(hasBias: true),
        "Linear" => Affine(hasBias: false),
        "Scale" => new ScaleExpr(Operand("v"), Number("initial"), Name()),
        "Parameter" => new ParameterExpr(Number("initial") ?? 0, Units(), Name()),
        "LayerNorm" => new LayerNormExpr(Operand("v"), Bool("bias", true), Epsilon(), Name()),
        "Concat" => Concat(),
        "Split" => Split(),
        var name => CellFunctionNames.Find(name) is { } row
            ? expressions.Call(row.Function, node, [.. Vectors().Select(static a => a.Value)])
            : expressions.Fail(DiagnosticIds.ExpressionNotAllowed, call, CellExpressionParser.Excerpt(call.Syntax)),
    };

    private AffineExpr Affine(bool hasBias) => new()
    {
        Operands = Vectors()
            .Select((a, i) => expressions.Parse(a.Value, FormattableString.Invariant($"{node}.operands[{i}]")))
            .ToEquatableArray(),
        HasBias = hasBias && Bool("bias", true),
        Units = Units(),
        InitialBias = Number("initialBias"),
        Name = Name(),
    };

    private CellExpr Concat()
    {
        if (Argument("vectors")?.Value is not IArrayCreationOperation { Initializer: { } initializer })
            return expressions.Fail(DiagnosticIds.ExpressionNotAllowed, call,
                CellExpressionParser.Excerpt(call.Syntax));
        return initializer.ElementValues.Length == 0
            ? OutOfRange(call, "The number of vectors", "0", "at least 1")
            : expressions.Call(CellFunction.Concat, node, [.. initializer.ElementValues]);
    }

    private CellExpr Split()
    {
        int parts = Int("parts", 2, 2, MaxParts);
        var arguments = EquatableArray.Of(Operand("v", "arguments[0]"), new NumberExpr(parts));
        return new CallExpr(CellFunction.Split, arguments);
    }

    /// <summary>The operands in the order of the parameters, whatever the order of named arguments.</summary>
    private IEnumerable<IArgumentOperation> Vectors()
        => call.Arguments.Where(static a => KnownNames.IsVec(a.Parameter?.Type) || a.Parameter?.Name is "a" or "b")
            .OrderBy(static a => a.Parameter!.Ordinal);

    private CellExpr Operand(string parameter, string child = "operand") => Argument(parameter) is { } argument
        ? expressions.Parse(argument.Value, $"{node}.{child}")
        : expressions.Fail(DiagnosticIds.ExpressionNotAllowed, call, CellExpressionParser.Excerpt(call.Syntax));

    private SizeSpec Units()
    {
        if (Argument("units") is not { } argument)
            return SizeSpec.Hidden;
        expressions.Findings.Map.Add(node + ".units", argument.Value.Syntax.GetLocation());
        if (argument.Parameter?.Type.SpecialType != SpecialType.System_String)
            return new SizeSpec(Int("units", 1, 1, MaxMultiple), null);
        string? name = Text("units");
        if (name is null)
            NotConstant(argument);
        return new SizeSpec(0, name ?? "units");
    }

    private double Epsilon()
    {
        double epsilon = Number("epsilon") ?? 1e-5;
        if (epsilon is not (> 0 and < double.PositiveInfinity))
            OutOfRange(Argument("epsilon")!.Value, "epsilon", RuleFindings.Text(epsilon), "positive and finite");
        return epsilon;
    }

    private string? Name() => Text("name");

    private string? Text(string parameter)
    {
        if (Argument(parameter) is not { ArgumentKind: ArgumentKind.Explicit } argument)
            return null;
        expressions.Findings.Map.Add($"{node}.{parameter}", argument.Value.Syntax.GetLocation());
        if (!CellExpressionParser.Strip(argument.Value).ConstantValue.HasValue)
        {
            NotConstant(argument);
            return null;
        }

        var text = CellExpressionParser.Strip(argument.Value).ConstantValue.Value as string;
        if (text is not null && !Names.IsValid(text))
            expressions.Fail(DiagnosticIds.InvalidName, argument.Value, text);
        return text;
    }

    private bool Bool(string parameter, bool otherwise)
    {
        if (Argument(parameter) is not { } argument)
            return otherwise;
        if (argument.Value.ConstantValue is { HasValue: true, Value: bool value })
            return value;
        NotConstant(argument);
        return otherwise;
    }

    private int Int(string parameter, int otherwise, int least, int most)
    {
        if (Argument(parameter) is not { } argument)
            return otherwise;
        if (expressions.Fold(argument.Value) is not { } value)
        {
            NotConstant(argument);
            return otherwise;
        }

        if (value >= least && value <= most)
            return (int)value;
        string range = FormattableString.Invariant($"from {least} to {most}");
        OutOfRange(argument.Value, parameter, RuleFindings.Text(value), range);
        return otherwise;
    }

    /// <summary>A finite number, or null where none is given.</summary>
    private double? Number(string parameter)
    {
        if (Argument(parameter) is not { } argument)
            return null;
        double? value = expressions.Fold(argument.Value);
        if (value is null)
        {
            IOperation stripped = CellExpressionParser.Strip(argument.Value);
            if (stripped is not (IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null } }))
                NotConstant(argument);
        }
        else if (double.IsNaN(value.Value) || double.IsInfinity(value.Value))
            OutOfRange(argument.Value, parameter, RuleFindings.Text(value.Value), "finite");
        return value;
    }

    private IArgumentOperation? Argument(string parameter)
        => call.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter);

    private void NotConstant(IArgumentOperation argument)
        => expressions.Fail(DiagnosticIds.NotConstant, argument.Value,
            CellExpressionParser.Excerpt(argument.Value.Syntax));

    private CellExpr OutOfRange(IOperation at, string what, string value, string range)
        => expressions.Fail(DiagnosticIds.ValueOutOfRange, at, what, value, range);
}
