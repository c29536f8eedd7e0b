using System.Numerics;

namespace RnnGen.Testing;

/// <summary>Conversions between double and a model's float type.</summary>
public static class Floats
{
    /// <summary>Each value, widened.</summary>
    public static double[] ToDoubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = double.CreateTruncating(values[i]);
        return result;
    }

    /// <summary>Each value, rounded to the float type; null gives none.</summary>
    public static T[] FromDoubles<T>(double[]? values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => values == null ? [] : Array.ConvertAll(values, T.CreateTruncating);
}
