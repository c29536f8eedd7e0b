namespace RnnGen.Golden.Tests;

/// <summary>The generator that large cases are drawn from.</summary>
internal static class Lcg
{
    /// <summary>Values in row-major order, exact in float32.</summary>
    public static double[] Values(ulong seed, int count, double scale)
    {
        var values = new double[count];
        ulong state = seed;
        for (int i = 0; i < count; i++)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            values[i] = (((state >> 40) / 16777216.0) - 0.5) * scale;
        }

        return values;
    }
}
