using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// How a decoder goes on step by step: programs of the evaluation form, over the same arena again and again.
/// </summary>
/// <param name="Regions">What is computed when.</param>
/// <param name="Begin">What is computed once, with what scans start from.</param>
/// <param name="Advance">What one step of what was said takes to its scores.</param>
internal sealed record StepSchedule(
    StepRegions Regions, IReadOnlyList<RegionProgram> Begin, IReadOnlyList<RegionProgram> Advance)
{
    /// <summary>Takes the programs of a decoder from all of its evaluation form; null where it cannot go on.</summary>
    /// <param name="network">The network.</param>
    /// <param name="forward">All programs in running order.</param>
    /// <param name="joins">What joins the scores of several chunks, by name.</param>
    /// <param name="padding">Floats of a register of 64 bytes.</param>
    public static StepSchedule? Of(
        Network network, IReadOnlyList<RegionProgram> forward, string joins, int padding)
    {
        if (StepRegions.Of(network) is not { Obstacle: null } regions)
            return null;
        IEnumerable<RegionProgram> begin = forward.Where(program => program.Region is { } region
            && (regions.IsInBegin(region) || (program.IsStart && regions.IsInAdvance(region))));
        IEnumerable<RegionProgram> advance = forward.Where(program => program.Region is { } region
            ? regions.IsInAdvance(region) && !program.IsStart
            : program.Name == joins);
        return new StepSchedule(
            regions, SideBySide.Arrange([.. begin], padding), SideBySide.Arrange([.. advance], padding));
    }
}
