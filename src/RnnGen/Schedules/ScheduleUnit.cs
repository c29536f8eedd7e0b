namespace RnnGen;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Epochs, after each one's validation.</summary>
    Epoch,

    /// <summary>Optimizer steps.</summary>
    Step,
}
