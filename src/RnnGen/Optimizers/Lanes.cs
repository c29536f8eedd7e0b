namespace RnnGen;

/// <summary>A double rounded to T in every lane.</summary>
internal static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(T.CreateTruncating(value));
}
