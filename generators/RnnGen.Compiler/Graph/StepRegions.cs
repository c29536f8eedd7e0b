namespace RnnGen.Compiler.Graph;

/// <summary>
/// What of a decoder is computed once and what at each step: regions that depend on no token that was said, and those
/// that do. What the scores do not need is in neither.
/// </summary>
internal sealed class StepRegions
{
    private readonly Network _network;
    private readonly NetworkStep _step;
    private readonly HashSet<Region> _dependent = [];
    private readonly HashSet<Region> _needed = [];

    private StepRegions(Network network, NetworkStep step)
    {
        (_network, _step) = (network, step);
        foreach (Region region in network.Regions)
        {
            if (ReadsSaid(region) || region.Reads.Any(IsSaid))
                _dependent.Add(region);
        }

        foreach (Chunk chunk in Head.Chunks)
            Need(chunk);
        Obstacle = FindObstacle();
    }

    /// <summary>What keeps the network from going on step by step, for messages; or null.</summary>
    public string? Obstacle { get; }

    /// <summary>The states that go from step to step, region by region; none where there is an obstacle.</summary>
    public IReadOnlyList<(Region Region, int State)> Carried
        => Obstacle is not null ? []
            : [.. _network.Regions.Where(IsInAdvance).SelectMany(static region
                => Enumerable.Range(0, region.Step?.States.Count ?? 0).Select(state => (region, state)))];

    private NetworkOutput Head => _network.Outputs[_step.Head];

    private NetworkInput Input => _network.Inputs[_step.Input];

    /// <summary>The parts of a decoder; null for any other network.</summary>
    public static StepRegions? Of(Network network)
        => network.Step is { } step ? new StepRegions(network, step) : null;

    /// <summary>Whether a region is computed once.</summary>
    public bool IsInBegin(Region region) => _needed.Contains(region) && !_dependent.Contains(region);

    /// <summary>Whether a region is computed at each step.</summary>
    public bool IsInAdvance(Region region) => _needed.Contains(region) && _dependent.Contains(region);

    private bool ReadsSaid(Region region)
        => region.Kind is RegionKind.Embedding or RegionKind.Gather && region.TokenInput == _step.Input;

    private bool IsSaid(Chunk chunk) => chunk.Producer is { } producer && _dependent.Contains(producer);

    private void Need(Chunk chunk)
    {
        if (chunk.Producer is not { } region || !_needed.Add(region))
            return;
        foreach (Chunk read in region.Reads)
            Need(read);
    }

    private string? FindObstacle()
    {
        if (_network.Inputs.Where((input, i) => i != _step.Input && input.PerStep && input.Axis == Input.Axis)
                .Select(static input => input.Name).FirstOrDefault() is { } other)
            return $"it reads '{other}' step by step beside '{Input.Name}'";
        if (!Head.Chunks.All(IsSaid))
            return $"'{Head.Name}' does not depend on '{Input.Name}'";
        if (Head.Chunks.Any(IsAhead))
            return $"'{Head.Name}' is read when '{Input.Name}' has ended";
        return _network.Regions.Where(IsInAdvance).Select(Obstructs)
            .FirstOrDefault(static reason => reason is not null);
    }

    private string? Obstructs(Region region)
        => region.IsReverse ? $"{region.Name} runs from the end of '{Input.Name}'"
            : region.Step?.Memories.Any(memory => IsSaid(memory.Keys) || IsSaid(memory.Values)) == true
                ? $"{region.Name} attends to all of '{Input.Name}'"
            : region.Kind == RegionKind.Gather && region.Inputs.Any(IsSaid)
                ? $"{region.Name} reads any step of '{Input.Name}'"
            : region.Axis != Input.Axis || !region.PerStep || region.Reads.Any(IsAhead)
                ? $"{region.Name} reads what is known when '{Input.Name}' has ended"
            : null;

    /// <summary>Whether a value is there only after the last step.</summary>
    private bool IsAhead(Chunk chunk) => IsSaid(chunk) && (chunk.FinalState >= 0 || !chunk.PerStep);
}
