namespace RnnGen;

/// <summary>
/// Conversions between double and the float type. They do not box, not even in code that is not optimised yet, as
/// <c>T.CreateTruncating</c> does.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static unsafe class FloatCast<T>
    where T : unmanaged
{
    /// <summary>A float as double; exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(T value) => sizeof(T) == sizeof(float) ? *(float*)&value : *(double*)&value;

    /// <summary>A double rounded to the float type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FromDouble(double value)
    {
        if (sizeof(T) == sizeof(double))
            return *(T*)&value;
        float rounded = (float)value;
        return *(T*)&rounded;
    }
}
