namespace RnnGen.Conformance.Tests;

/// <summary>Lengths of each kind.</summary>
internal static class RowLengths
{
    /// <summary>Lengths of so many rows and steps, the same for the same numbers; null for all steps.</summary>
    public static int[]? Draw(this LengthKind kind, int rows, int steps)
    {
        if (kind == LengthKind.Equal)
            return null;
        var random = new Random(rows + steps);
        int[] lengths = [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, steps + 1))];
        lengths[rows / 2] = steps;
        if (kind == LengthKind.WithEmptyRow)
            lengths[(rows / 2) - 1] = 0;
        return lengths;
    }
}
