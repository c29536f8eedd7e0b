using System.Globalization;

namespace RnnGen;

/// <summary>Numbers of a file that a model's type does not hold: they would be infinite there.</summary>
internal static class NumberRange
{
    /// <summary>Why a tensor's floats cannot be of type T: the first that is too large; or null.</summary>
    public static string? TooLarge<T>(SafetensorsTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.Type != TensorType.F64 || typeof(T) == typeof(double))
            return null;
        var values = new double[tensor.Count];
        tensor.CopyTo<double>(values);
        return TooLarge<T>(values);
    }

    /// <summary>The same of numbers that have been read.</summary>
    public static string? TooLarge<T>(ReadOnlySpan<double> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]) && !T.IsFinite(T.CreateTruncating(values[i])))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{values[i]} at {i} is beyond the model's {typeof(T).Name}: declare Precision.Double.");
            }
        }

        return null;
    }
}
