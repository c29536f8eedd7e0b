namespace RnnGen;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary><see cref="Trainer{T}.MaxSteps"/> are done.</summary>
    MaxSteps,

    /// <summary>What is monitored did not improve for long enough.</summary>
    EarlyStopping,

    /// <summary>A callback asked for it.</summary>
    Requested,
}
