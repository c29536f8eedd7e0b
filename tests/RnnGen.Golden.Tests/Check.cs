namespace RnnGen.Golden.Tests;

/// <summary>One tensor or number that was compared.</summary>
/// <param name="What">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Error">max|a-e| / max(1, max|e|); NaN where a value is not a number.</param>
internal sealed record Check(string What, CheckKind Kind, double Error)
{
    /// <summary>Whether the error is within the bound of a precision; NaN is not.</summary>
    public bool Passes(Precision precision) => Error <= Bound(precision);

    /// <summary>
    /// float64: the files carry 9 digits. float32: ten times what PyTorch's float32 was measured at, training steps
    /// amplify.
    /// </summary>
    public double Bound(Precision precision) => (precision, Kind) switch
    {
        (Precision.Double, _) => 2e-8,
        (_, CheckKind.Forward) => 1e-5,
        (_, CheckKind.Gradient) => 5e-5,
        _ => 1e-4,
    };
}
