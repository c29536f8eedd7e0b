using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints attention, and what else reads any step of another axis.</summary>
internal sealed partial class RegionEmitter
{
    /// <summary>The blocks of 64 bytes in a row of weights, as an expression of the memory's steps.</summary>
    public static string AlignmentBlocks(string steps, int padding) => $"(({steps} + {padding - 1}) / {padding})";

    private void Attend(Attend attend, Scope scope)
    {
        AttentionPlaces p = attend.Places;
        _writer.Line($"// {p.Context.Buffer.Name} = {p.Values.Buffer.Name} as {p.Query.Buffer.Name} matches "
            + $"{p.Keys.Buffer.Name}, {Score(attend.Memory)}");
        string context = $"Context = {At(p.Context, scope)}, ContextRow = {p.Context.Buffer.Stride},";
        Call(attend.Memory, "", scope, [[.. Operands(attend.Memory, p, scope), context]]);
    }

    private void AttendBackward(AttendBackward attend, Scope scope)
    {
        AttentionPlaces g = attend.Gradients;
        _writer.Line($"// {g.Query.Buffer.Name}, {g.Keys.Buffer.Name} and {g.Values.Buffer.Name} from "
            + $"{g.Context.Buffer.Name}, {Score(attend.Memory)}");
        Call(attend.Memory, "Backward", scope,
            [Operands(attend.Memory, attend.Places, scope), Gradients(g, scope)]);
    }

    private static string Score(MemoryTerm memory)
        => $"{(memory.Kind == ScoreKind.Dot ? "dot products" : "additive scores")} of {memory.Size}";

    private void Call(MemoryTerm memory, string suffix, Scope scope, string[][] operands)
    {
        string scale = memory.Kind == ScoreKind.Dot ? CodeWriter.Literal(memory.Scale) + ", " : "";
        _writer.Line($"{Kernels}Attention<V, {_type}>.{memory.Kind}{suffix}(");
        _writer.Indented(() =>
        {
            foreach (string[] lines in operands.Prepend(QueryRows(memory.Keys.Axis, scope)))
                New(lines);
            _writer.Line($"{scale}s.Team);");
        });
    }

    private void New(string[] lines)
    {
        _writer.Line("new()");
        _writer.Block("", () =>
        {
            foreach (string line in lines)
                _writer.Line(line);
        }, "},");
    }

    /// <summary>Steps that tokens number; <paramref name="memory"/> is what has them.</summary>
    private void Positions(
        string method, int input, Place source, Place target, int width, Place memory, Scope scope)
    {
        _writer.Line($"{Kernels}Positions<V, {_type}>.{method}(");
        _writer.Indented(() =>
        {
            New(QueryRows(memory.Buffer.Axis, scope));
            _writer.Line($"{Tokens(input)}, {At(source, scope)}, {source.Buffer.Stride}, {At(target, scope)}, "
                + $"{target.Buffer.Stride}, {width}, s.Team);");
        });
    }

    /// <summary>Rows go from the query's axis to the memory's by way of the first.</summary>
    private string[] QueryRows(int memory, Scope scope)
    {
        bool isStep = scope == Scope.Step;
        string read = memory == _program.Axis ? _slice : AxisNames.Of(memory);
        string steps = isStep ? "1" : $"{_slice}.Steps";
        string[] rows =
        [
            $"Rows = rows, Steps = {steps}, Active = {_slice}.Active{(isStep ? " + t" : "")},",
            $"MemoryRows = {(memory == _program.Axis ? "rows" : $"{read}.Rows")}, MemoryLengths = {read}.Lengths,",
        ];
        if (memory == _program.Axis)
            return rows;
        string toFirst = _program.Axis > 0 ? $"Base = {_slice}.Base, " : "";
        string fromFirst = memory > 0 ? $"Places = {read}.Places, " : "";
        return [.. rows, (toFirst + fromFirst).TrimEnd()];
    }

    private string[] Operands(MemoryTerm memory, AttentionPlaces p, Scope scope) =>
    [
        $"Size = {memory.Size}, Width = {memory.Width},",
        $"Queries = {At(p.Query, scope)}, QueryRow = {p.Query.Buffer.Stride},",
        $"Keys = {At(p.Keys, Scope.Region)}, KeyRow = {p.Keys.Buffer.Stride},",
        $"Values = {At(p.Values, Scope.Region)}, ValueRow = {p.Values.Buffer.Stride},",
        .. p.Vector is { } vector ? new[] { $"Vector = {At(vector, scope)}," } : [],
        $"Weights = {At(p.Weights, scope)}, WeightRow = {AxisNames.Alignment(p.Weights.Buffer.MemoryAxis)},",
        .. p.Scores is { } scores ? new[] { $"Scores = {At(scores, scope)}," } : [],
    ];

    private string[] Gradients(AttentionPlaces g, Scope scope) =>
    [
        $"Context = {At(g.Context, scope)}, ContextRow = {g.Context.Buffer.Stride},",
        $"Queries = {At(g.Query, scope)}, QueryRow = {g.Query.Buffer.Stride},",
        $"Keys = {At(g.Keys, Scope.Region)}, KeyRow = {g.Keys.Buffer.Stride},",
        $"Values = {At(g.Values, Scope.Region)}, ValueRow = {g.Values.Buffer.Stride},",
        $"Scores = {At(g.Weights, scope)},",
        .. g.Vector is { } vector
            ? new[] { $"Vector = {At(vector, scope)}, VectorRow = {vector.Buffer.Stride}," }
            : [],
    ];
}
