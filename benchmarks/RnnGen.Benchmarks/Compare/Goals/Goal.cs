namespace RnnGen.Benchmarks.Compare.Goals;

/// <summary>One condition of a goal, and what was measured.</summary>
/// <param name="Row">The goal's number.</param>
/// <param name="What">What is compared, in words.</param>
/// <param name="Solid">What must be reached.</param>
/// <param name="Moon">What is hoped for.</param>
/// <param name="Value">What was measured, by the best times; null where something is missing.</param>
/// <param name="MedianValue">The same by the median times; null where there is none.</param>
/// <param name="Unit">How the numbers are written: x, %, ms or B.</param>
/// <param name="LessIsBetter">Whether the value must stay below the thresholds, not above.</param>
internal sealed record Goal(
    string Row,
    string What,
    double Solid,
    double Moon,
    double? Value,
    double? MedianValue = null,
    string Unit = "x",
    bool LessIsBetter = false)
{
    /// <summary>moon, solid, below, or not measured.</summary>
    public string State => Value is not { } value ? "not measured"
        : Reaches(value, Moon) ? "moon"
        : Reaches(value, Solid) ? "solid"
        : "below";

    private bool Reaches(double value, double threshold) => LessIsBetter ? value <= threshold : value >= threshold;
}
