namespace RnnGen;

/// <summary>
/// Checks of settings: each returns the value or throws with its name, its value and what is allowed.
/// </summary>
internal static class Check
{
    public static double AtLeastZero(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw Bad(value, name, "finite and at least 0");

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw Bad(value, name, "finite and above 0");

    public static double Decay(double value, string name) =>
        value is >= 0 and < 1 ? value : throw Bad(value, name, "in [0, 1)");

    public static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value : throw Bad(value, name, "in [0, 1]");

    public static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw Bad(value, name, "finite");

    public static int AtLeast(int value, int least, string name) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");

    private static ArgumentOutOfRangeException Bad(double value, string name, string allowed) =>
        new(name, value, $"{name} must be {allowed}.");
}
