namespace RnnGen.Program;

/// <summary>A place that drops units while training.</summary>
/// <param name="Name">Its name, such as <c>lstm.dropout_l0</c>.</param>
/// <param name="Width">Units.</param>
/// <param name="Rate">Probability that a unit is dropped, or keeps its old value in zoneout.</param>
/// <param name="PerSequence">One mask a row instead of one a step.</param>
/// <param name="Kind">What the mask multiplies.</param>
public sealed record DropoutSite(string Name, int Width, double Rate, bool PerSequence, DropoutKind Kind)
{
    /// <summary>Index in <see cref="ModelInfo.Axes"/> of the axis that it is on.</summary>
    public int Axis { get; init; }
}
