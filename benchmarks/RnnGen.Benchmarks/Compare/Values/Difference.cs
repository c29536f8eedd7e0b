namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>How far a peer's values are from RnnGen's.</summary>
/// <param name="Absolute">The largest difference of two numbers.</param>
/// <param name="Relative">The largest difference in a tensor by the tensor's largest value.</param>
/// <param name="Bound">What the judged one of the two may be at most.</param>
/// <param name="IsAbsolute">Whether the absolute difference is judged, not the relative one.</param>
internal sealed record Difference(double Absolute, double Relative, double Bound, bool IsAbsolute)
{
    /// <summary>Whether they agree; NaN does not.</summary>
    public bool IsFine => (IsAbsolute ? Absolute : Relative) <= Bound;
}
