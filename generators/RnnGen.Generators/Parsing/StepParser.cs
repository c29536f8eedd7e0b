using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the <c>[Step]</c> method of a class.</summary>
internal static class StepParser
{
    /// <summary>What a step may do with the values of all steps: nothing that needs a later one.</summary>
    private static readonly GraphFunction[] s_allowed =
    [
        GraphFunction.Outputs, GraphFunction.Final, GraphFunction.Concat, GraphFunction.Slice, GraphFunction.Softmax,
        GraphFunction.Dropout, GraphFunction.DotAttention, GraphFunction.ScaledDotAttention, GraphFunction.Context,
        GraphFunction.Repeat,
    ];

    /// <summary>The step, or null where there is none or it has errors, which are reported.</summary>
    public static StepSpec? Parse(
        INamedTypeSymbol type, Compilation compilation, GraphMembers members, IReadOnlyDictionary<string, int> numbers,
        IReadOnlyList<LayerSpec> layers, Findings findings, CancellationToken cancellation)
    {
        if (members.Steps.Count == 0)
            return null;
        (IMethodSymbol method, MethodDeclarationSyntax syntax) = members.Steps[0];
        if (members.Steps.Count > 1)
        {
            findings.Report(
                DiagnosticIds.DecoderStepShape, members.Steps[1].Syntax.Identifier.GetLocation(),
                members.Steps[1].Method.Name, "is a second [Step]");
            return null;
        }

        if (!StepSignature.Check(method, syntax, findings))
            return null;
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(syntax, cancellation) as IMethodBodyOperation;
        if ((operation?.BlockBody ?? operation?.ExpressionBody) is not { } block)
        {
            findings.BlockByCSharp();
            return null;
        }

        IReadOnlyList<StepParameter> parameters = StepSignature.Parameters(method);
        int carried = parameters.Count(static parameter => parameter.IsCarried);
        findings.Map.Add("step", syntax.Identifier.GetLocation());
        var body = new GraphBodyParser(
            findings, new GraphExpressionParser(findings, type, numbers, isStep: true), "step",
            [.. Enumerable.Range(0, carried + 1)
                .Select(static i => FormattableString.Invariant($"step.results[{i}]"))]);
        if (findings.Error is not null || body.Parse(block) is not { } results || findings.Error is not null)
            return null;
        AttributeData attribute = KnownNames.FindAttribute(method, "StepAttribute")!;
        var reader = new AttributeReader(attribute, "step.attribute", findings, cancellation);
        var step = new StepSpec(
            syntax.Identifier.Text, parameters.ToEquatableArray(), body.Statements.ToEquatableArray(),
            results.ToEquatableArray())
        {
            Start = reader.Int("Start"),
            End = reader.Int("End", -1),
        };
        CheckReadsAhead(step, layers, findings);
        return step;
    }

    /// <summary>A step sees one token; whole sequences are read by the wiring.</summary>
    private static void CheckReadsAhead(StepSpec step, IReadOnlyList<LayerSpec> layers, Findings findings)
    {
        HashSet<string> said = ValuesOfSaid(step);
        foreach ((GraphExpr expr, string path) in Rules.GraphWalk.Located(step))
        {
            if (findings.Error is null && ReadsLater(expr, said, layers) is { } later)
                findings.Report(DiagnosticIds.NotInStep, findings.Map.Find(path), later.What, later.Instead);
            string? what = expr switch
            {
                GraphCall call when !s_allowed.Contains(call.Function) => $"{call.Function}(...)",
                FinalOfState => "FinalOf(...)",
                StepsOfState => "StatesOf(...)",
                LayerCall call when layers[call.Layer] is LastStepLayer or PoolLayer => $"'{layers[call.Layer].Name}'",
                _ => null,
            };
            if (what is not null && findings.Error is null)
            {
                findings.Report(
                    DiagnosticIds.NotInStep, findings.Map.Find(path), what,
                    "a step sees one token: read whole sequences in [Forward], and give the step the value");
            }
        }
    }

    /// <summary>
    /// What a layer would read of later tokens: while training they are all there, while decoding none is.
    /// </summary>
    private static (string What, string Instead)? ReadsLater(
        GraphExpr expr, HashSet<string> said, IReadOnlyList<LayerSpec> layers) => expr switch
        {
            LayerCall call when layers[call.Layer] is RecurrentLayer recurrent
                && (recurrent.Bidirectional || recurrent.GoBackwards) && Reads(call.Arguments[0], said)
                => ("A layer that reads from the end", "a decoder knows nothing of later steps: let it run forwards"),
            LayerCall call when layers[call.Layer] is AttentionLayer && ReadsAsMemory(call.Arguments, said) => OwnTime,
            GraphCall { Function: GraphFunction.DotAttention or GraphFunction.ScaledDotAttention } call
                when ReadsAsMemory(call.Arguments, said) => OwnTime,
            _ => null,
        };

    private static (string, string) OwnTime => (
        "A memory of the said tokens' own time",
        "a decoder knows nothing of later steps: attend to another sequence");

    private static bool ReadsAsMemory(EquatableArray<GraphExpr> arguments, HashSet<string> said)
        => arguments.Skip(1).Any(argument => Reads(argument, said));

    private static bool Reads(GraphExpr expr, HashSet<string> said)
        => (expr is NameValue name && said.Contains(name.Name))
            || GraphParts.Of(expr).Any(part => Reads(part, said));

    /// <summary>The token that was said, and the locals that depend on it.</summary>
    private static HashSet<string> ValuesOfSaid(StepSpec step)
    {
        HashSet<string> said =
            [.. step.Parameters.Where(static p => p.Role == StepRole.Said).Select(static p => p.Name)];
        foreach (GraphStatement statement in step.Body)
        {
            if (Reads(statement.Value, said))
                said.Add(statement.Name);
        }

        return said;
    }
}
