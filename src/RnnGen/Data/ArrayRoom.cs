namespace RnnGen;

/// <summary>Room in arrays that are used again.</summary>
internal static class ArrayRoom
{
    /// <summary>Numbers of a batch.</summary>
    /// <exception cref="ArgumentException">No array holds as many.</exception>
    public static int Size(int rows, int steps, int width)
    {
        long vectors = (long)rows * steps;
        if (width == 0 || vectors <= Array.MaxLength / width)
            return (int)(width == 0 ? 0 : vectors * width);
        throw new ArgumentException(
            $"A batch of {rows} rows x {steps} steps x {width} numbers is more than the {Array.MaxLength} that an "
                + "array holds: make BatchSize smaller.", "BatchSize");
    }

    public static void Grow<TItem>(ref TItem[] array, int length)
    {
        if (array.Length < length)
            array = new TItem[length];
    }
}
