namespace RnnGen;

/// <summary>
/// What random numbers are drawn for; two purposes never share numbers. Values are part of the saved format.
/// </summary>
public enum RandomPurpose
{
    /// <summary>Parameters at the start.</summary>
    Initialisation = 1,

    /// <summary>Dropout and zoneout.</summary>
    Dropout = 2,

    /// <summary>The order of samples.</summary>
    Shuffle = 3,

    /// <summary>Whether a decoder sees the target or its own token while training.</summary>
    ScheduledSampling = 4,

    /// <summary>Tokens drawn from a model.</summary>
    Sampling = 5,

    /// <summary>Anything of a user's own.</summary>
    User = 6,
}
