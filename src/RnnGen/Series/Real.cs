namespace RnnGen;

/// <summary>Conversions between double and any float type; without boxing for the two that models compute in.</summary>
internal static class Real
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? FloatCast<T>.ToDouble(value)
            : double.CreateTruncating(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromDouble<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? FloatCast<T>.FromDouble(value)
            : T.CreateTruncating(value);
}
