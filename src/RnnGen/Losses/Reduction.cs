namespace RnnGen;

/// <summary>How the losses of rows, steps and outputs become one number.</summary>
public enum Reduction
{
    /// <summary>The (weighted) mean over everything that counts.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>No reduction: losses are reported one by one, and training uses their sum.</summary>
    None,
}
