using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Values that are moved: rows to another axis or to where a scan starts, steps to the other end or to where tokens
/// say.
/// </summary>
internal sealed partial class NetworkScheduler
{
    /// <summary>Copies rows into the order of the region's axis, or gradients back.</summary>
    private RegionProgram Reorder(Region region, bool toOutput)
    {
        List<Instruction> body = [.. region.Inputs.Select((chunk, i) => toOutput
            ? Hand(ValueOf(chunk), _regions[region].Outputs[i], chunk.Size, adds: false)
            : Hand(_gradients[(region, i)], GradientOf(chunk), chunk.Size, MarkWritten(chunk)))];
        string form = toOutput ? Form : "Backward";
        return new RegionProgram(region, Identifier.Pascal(region.Name) + form, form, body);
    }

    /// <summary>Copies the steps of each row in the other direction, or gradients back.</summary>
    private RegionProgram Reverse(Region region, bool toOutput)
    {
        Chunk chunk = region.Inputs[0];
        Place output = _regions[region].Outputs[0];
        Instruction copy = toOutput
            ? new ReverseSteps(ValueOf(chunk), output, chunk.Size, Adds: false)
            : new ReverseSteps(_gradients[(region, 0)], GradientOf(chunk), chunk.Size, MarkWritten(chunk));
        string form = toOutput ? Form : "Backward";
        return new RegionProgram(region, Identifier.Pascal(region.Name) + form, form, [copy]);
    }

    /// <summary>Copies the steps that tokens number, or adds gradients back, which begin at zero here.</summary>
    private RegionProgram GatherSteps(Region region, bool toOutput)
    {
        Chunk chunk = region.Inputs[0];
        List<Instruction> body = [];
        if (toOutput)
        {
            body.Add(new GatherSteps(
                region.TokenInput, ValueOf(chunk), _regions[region].Outputs[0], chunk.Size));
        }
        else
        {
            if (!MarkWritten(chunk))
                body.Add(new ClearRows(Span.Steps, GradientOf(chunk)));
            body.Add(new ScatterSteps(region.TokenInput, _gradients[(region, 0)], GradientOf(chunk), chunk.Size));
        }

        string form = toOutput ? Form : "Backward";
        return new RegionProgram(region, Identifier.Pascal(region.Name) + form, form, body);
    }

    /// <summary>Gives a scan the states that it starts from; null where it computes none of them.</summary>
    private RegionProgram? Start(Region region)
        => StartProgram(region, Form, (chunk, j)
            => Hand(ValueOf(chunk), new Place(_regions[region].InitialStates[j]), chunk.Size, adds: false));

    /// <summary>Gives the gradients of the states that a scan started from to what computed them.</summary>
    private RegionProgram? StartBackward(Region region)
        => StartProgram(region, "Backward", (chunk, j) => Hand(
            new Place(_regions[region].StateGradients[j]), GradientOf(chunk), chunk.Size, MarkWritten(chunk)));

    private static RegionProgram? StartProgram(Region region, string form, Func<Chunk, int, Instruction> hand)
    {
        List<Instruction> body = [];
        for (var j = 0; j < region.InitialStates.Count; j++)
        {
            if (region.InitialStates[j] is { } chunk)
                body.Add(hand(chunk, j));
        }

        string name = "Start" + form;
        return body.Count == 0 ? null
            : new RegionProgram(region, Identifier.Pascal(region.Name) + name, name, body) { IsStart = true };
    }

    /// <summary>One value a row, in the target's order.</summary>
    private static Instruction Hand(Place source, Place target, int width, bool adds)
        => source.Buffer.Axis == target.Buffer.Axis
            ? new CopyColumns(Span.Rows, source, target, width, adds)
            : source.Buffer.Axis == 0 || target.Buffer.Axis == 0
                ? new ReorderRows(source, target, width, adds)
                : throw new InvalidOperationException(
                    $"{source.Buffer.Name} and {target.Buffer.Name}: rows go from axis to axis by way of the first.");

    /// <summary>
    /// Zeroes the gradients of final values that nobody reads, where the runtime gives none: of states that the model
    /// starts itself.
    /// </summary>
    private IEnumerable<ClearRows> UnreadFinals(Region region)
        => Enumerable.Range(0, region.InitialStates.Count)
            .Where(j => region.InitialState(j) is not null && !_written.Contains((region, -1 - j)))
            .Select(j => new ClearRows(Span.Rows, new Place(_regions[region].FinalGradients[j])));

    /// <summary>The runtime writes gradients of final values, but for those of states that it does not give.</summary>
    private static bool IsWrittenBefore(Chunk chunk)
        => chunk.FinalState >= 0 && chunk.Producer!.InitialState(chunk.FinalState) is null;
}
