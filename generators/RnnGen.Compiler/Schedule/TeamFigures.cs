namespace RnnGen.Compiler.Schedule;

/// <summary>What the runtime decides by how many rows make a slice and how many threads a team.</summary>
/// <param name="Weights">Packed weights that one step of all loops reads, in floats.</param>
/// <param name="HeaviestLoop">Those that one step of the heaviest loop reads.</param>
/// <param name="Meetings">Meetings in one step of all loops.</param>
/// <param name="OfSides">Of these the ones of programs that run side by side.</param>
/// <param name="OfSidesBackward">Of these the ones whose programs run side by side backward too.</param>
internal sealed record TeamFigures(long Weights, long HeaviestLoop, int Meetings, int OfSides, int OfSidesBackward)
{
    /// <summary>Both passes are measured by evaluation's steps, which are alike.</summary>
    public static TeamFigures Of(NetworkSchedule training, NetworkSchedule evaluation)
    {
        RegionProgram[] sides = [.. SideBySide.Sides(evaluation.Forward)];
        HashSet<string> backward = [.. SideBySide.Sides(training.Backward).Select(static side => side.Owner)];
        return new TeamFigures(
            Schedule.Meetings.WeightsInStep(evaluation.Forward),
            Schedule.Meetings.WeightsInHeaviestLoop(evaluation.Forward),
            Math.Max(1, Schedule.Meetings.InStep(evaluation.Forward)),
            Schedule.Meetings.InStep(sides),
            Schedule.Meetings.InStep(sides.Where(side => backward.Contains(side.Owner))));
    }
}
