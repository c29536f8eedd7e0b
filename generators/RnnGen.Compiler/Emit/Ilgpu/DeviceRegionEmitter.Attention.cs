using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>Prints attention.</summary>
internal sealed partial class DeviceRegionEmitter
{
    private void Attend(Attend attend)
    {
        AttentionPlaces p = attend.Places;
        _writer.Line($"// {p.Context.Buffer.Name} = {p.Values.Buffer.Name} as {p.Query.Buffer.Name} matches "
            + $"{p.Keys.Buffer.Name}");
        string[] context = [$"Context = {At(p.Context)}, ContextRow = {p.Context.Buffer.Stride},"];
        _writer.Line("run.Attend(new()");
        Block([.. Operands(attend.Memory, p), .. context], "});");
    }

    private void AttendBackward(AttendBackward attend)
    {
        AttentionPlaces g = attend.Gradients;
        _writer.Line($"// {g.Query.Buffer.Name}, {g.Keys.Buffer.Name} and {g.Values.Buffer.Name} from "
            + $"{g.Context.Buffer.Name}");
        _writer.Line("run.AttendBackward(new()");
        _writer.Block("", () =>
        {
            _writer.Line("Operands = new()");
            Block(Operands(attend.Memory, attend.Places), "},");
            foreach (string line in Gradients(g))
                _writer.Line(line);
        }, "});");
    }

    private void Block(string[] lines, string tail)
        => _writer.Block("", () =>
        {
            foreach (string line in lines)
                _writer.Line(line);
        }, tail);

    private string[] Operands(MemoryTerm memory, AttentionPlaces p) =>
    [
        $"Axis = {_program.Axis}, MemoryAxis = {memory.Keys.Axis},",
        _isInStep ? "First = t, Steps = 1," : $"First = 0, Steps = {StepCount},",
        $"Size = {memory.Size}, Width = {memory.Width},",
        .. memory.Kind == ScoreKind.Dot ? new[] { $"Scale = {CodeWriter.Literal(memory.Scale)}," } : [],
        $"Queries = {At(p.Query)}, QueryRow = {p.Query.Buffer.Stride},",
        $"Keys = {Whole(p.Keys)}, KeyRow = {p.Keys.Buffer.Stride},",
        $"Values = {Whole(p.Values)}, ValueRow = {p.Values.Buffer.Stride},",
        .. p.Vector is { } vector ? new[] { $"Vector = {At(vector)}," } : [],
        $"Weights = {At(p.Weights)}, WeightRow = {DeviceArena.Alignment(p.Weights.Buffer)},",
        .. p.Scores is { } scores ? new[] { $"Scores = {At(scores)}," } : [],
    ];

    private string[] Gradients(AttentionPlaces g) =>
    [
        $"Context = {At(g.Context)}, ContextRow = {g.Context.Buffer.Stride},",
        $"Queries = {At(g.Query)}, QueryRow = {g.Query.Buffer.Stride},",
        $"Keys = {Whole(g.Keys)}, KeyRow = {g.Keys.Buffer.Stride},",
        $"Values = {Whole(g.Values)}, ValueRow = {g.Values.Buffer.Stride},",
        $"Scores = {At(g.Weights)},",
        .. g.Vector is { } vector ? new[] { $"Vector = {At(vector)}, VectorRow = {vector.Buffer.Stride}," } : [],
    ];

    /// <summary>A memory's place at its first step, also inside a loop.</summary>
    private string Whole(Place place)
    {
        bool isInStep = _isInStep;
        _isInStep = false;
        string at = At(place);
        _isInStep = isInStep;
        return at;
    }
}
