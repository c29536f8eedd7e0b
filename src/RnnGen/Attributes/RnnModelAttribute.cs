namespace RnnGen;

/// <summary>
/// Marks a partial class as a model: its layers follow as attributes, read in source order, and the generator writes
/// the other half.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RnnModelAttribute : Attribute
{
    /// <summary>
    /// The float type; where it is not given, the MSBuild property <c>RnnGenPrecision</c> decides, else single.
    /// </summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// Bytes that a table of embedding times input weights, one row a token, may take: where it fits, evaluation and
    /// streams read its rows instead of computing them, with the same results. 8 MB; 0 for no such table.
    /// </summary>
    public int FoldBudget { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Bytes that activations may take while training: where a batch's take more, its time is computed in segments,
    /// each twice forward, so that those of one segment are kept at a time. 0, the default, for no limit.
    /// </summary>
    public long ActivationBudget { get; set; }
}
