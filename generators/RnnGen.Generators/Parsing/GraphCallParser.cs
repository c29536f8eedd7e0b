using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Rules;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads one call of a symbolic function in a <c>[Forward]</c> method.</summary>
internal sealed class GraphCallParser(GraphExpressionParser expressions, IInvocationOperation call, string node)
{
    private const int MaxDelay = 256;
    private const int MaxUnits = 1 << 20;

    public GraphExpr Parse() => call.TargetMethod.Name switch
    {
        "Concat" => Join(GraphFunction.Concat, "list what is joined: Concat(a, b)"),
        "States" => Join(GraphFunction.States, "list what each state starts from: States(h, c)"),
        "Slice" => Of(GraphFunction.Slice, Whole("start", 0), Whole("length", 1)),
        "Dropout" => Of(GraphFunction.Dropout, Rate(), Flag("perSequence")),
        "Delay" => Of(GraphFunction.Delay, Whole("steps", 1, MaxDelay), Number("initial")),
        "Repeat" => All(GraphFunction.Repeat),
        "Gather" => All(GraphFunction.Gather),
        "Reverse" => Of(GraphFunction.Reverse),
        "At" => Of(GraphFunction.At, Whole("step", -MaxDelay)),
        "DotAttention" => All(GraphFunction.DotAttention),
        "ScaledDotAttention" => All(GraphFunction.ScaledDotAttention),
        "Softmax" => Of(GraphFunction.Softmax),
        "Last" => Of(GraphFunction.Last),
        "First" => Of(GraphFunction.First),
        "MeanPool" => Of(GraphFunction.MeanPool),
        "MaxPool" => Of(GraphFunction.MaxPool),
        "SumPool" => Of(GraphFunction.SumPool),
        "Split" => NotAllowed("write Slice(v, start, length) for each part"),
        "Affine" or "Linear" or "Scale" or "Parameter" or "LayerNorm" or "Activate"
            => NotAllowed("declare a layer method, such as one with [Dense] or [LayerNorm], and call it"),
        var name when CellFunctionNames.Find(name) is { } row => Pointwise(row.Function),
        _ => NotAllowed("write the functions that docs/graphs.md lists"),
    };

    private GraphExpr Of(GraphFunction function, params double[] numbers)
        => expressions.Call(function, node, numbers, call.Arguments.First(static a => a.Parameter?.Ordinal == 0).Value);

    private GraphExpr Pointwise(CellFunction function)
        => expressions.Pointwise(function, node, GraphExpressionParser.InOrder(call));

    private GraphExpr All(GraphFunction function)
        => expressions.Call(function, node, [], GraphExpressionParser.InOrder(call));

    /// <summary>A function of any number of values.</summary>
    private GraphExpr Join(GraphFunction function, string instead)
    {
        if (call.Arguments is not [{ Value: IArrayCreationOperation { Initializer: { } initializer } }])
            return NotAllowed(instead);
        return initializer.ElementValues.Length == 0
            ? OutOfRange(call, "The number of values", "0", "at least 1")
            : expressions.Call(function, node, [], [.. initializer.ElementValues]);
    }

    private double Rate()
    {
        double rate = Number("rate");
        if (rate is not (>= 0 and < 1))
            OutOfRange(Argument("rate")!.Value, "The drop rate", RuleFindings.Text(rate), "in [0, 1)");
        return rate;
    }

    private double Flag(string parameter)
    {
        if (Argument(parameter) is not { } argument)
            return 0;
        if (argument.Value.ConstantValue is { HasValue: true, Value: bool value })
            return value ? 1 : 0;
        expressions.Fail(DiagnosticIds.NotConstant, argument.Value);
        return 0;
    }

    private double Whole(string parameter, int least, int most = MaxUnits)
    {
        double value = Number(parameter);
        if (!(value >= least && value <= most))
            OutOfRange(Argument(parameter)!.Value, parameter, RuleFindings.Text(value),
                FormattableString.Invariant($"from {least} to {most}"));
        return value;
    }

    private double Number(string parameter)
    {
        IArgumentOperation argument = Argument(parameter)!;
        expressions.Findings.Map.Add($"{node}.{parameter}", argument.Value.Syntax.GetLocation());
        if (expressions.Fold(argument.Value) is not { } value)
        {
            expressions.Fail(DiagnosticIds.NotConstant, argument.Value);
            return 0;
        }

        if (double.IsNaN(value) || double.IsInfinity(value))
            OutOfRange(argument.Value, parameter, RuleFindings.Text(value), "finite");
        return value;
    }

    private IArgumentOperation? Argument(string parameter)
        => call.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter);

    private GraphExpr NotAllowed(string instead) => expressions.Fail(call, instead);

    private GraphExpr OutOfRange(IOperation at, string what, string value, string range)
        => expressions.Fail(DiagnosticIds.ValueOutOfRange, at, what, value, range);
}
