namespace RnnGen;

/// <summary>Where a schedule stands.</summary>
/// <param name="BaseRate">The learning rate it started from.</param>
/// <param name="Position">Epochs or steps so far.</param>
/// <param name="Rate">The learning rate now.</param>
public sealed record ScheduleState(double BaseRate, long Position, double Rate)
{
    /// <summary>The best metric so far, or null before the first (<see cref="ReduceOnPlateau"/>).</summary>
    public double? Best { get; init; }

    /// <summary>Epochs without improvement (<see cref="ReduceOnPlateau"/>).</summary>
    public int BadCount { get; init; }

    /// <summary>Epochs of rest that are left (<see cref="ReduceOnPlateau"/>).</summary>
    public int CooldownLeft { get; init; }

    /// <summary>The schedule that follows (<see cref="WarmUp"/>).</summary>
    public ScheduleState? Next { get; init; }
}
