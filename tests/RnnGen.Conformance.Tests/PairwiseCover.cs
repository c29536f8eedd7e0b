namespace RnnGen.Conformance.Tests;

/// <summary>Small sets of option combinations in which every pair of two options' values occurs.</summary>
public static class PairwiseCover
{
    /// <summary>
    /// Rows of values, chosen greedily: each row starts from a pair that is still missing and takes, option by option,
    /// the value that covers most missing pairs. Deterministic.
    /// </summary>
    /// <param name="levels">The number of values of each option.</param>
    public static IReadOnlyList<int[]> Generate(params int[] levels)
    {
        HashSet<(int, int, int, int)> missing = [.. Pairs(levels)];
        var rows = new List<int[]>();
        while (missing.Count > 0)
        {
            (int a, int va, int b, int vb) = missing.Min();
            int[] row = [.. Enumerable.Repeat(-1, levels.Length)];
            row[a] = va;
            row[b] = vb;
            for (int option = 0; option < levels.Length; option++)
            {
                if (row[option] < 0)
                    row[option] = BestValue(row, option, levels[option], rows.Count, missing);
            }

            missing.ExceptWith(PairsOf(row));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Every pair of two options' values, as (option, value, later option, value).</summary>
    public static IEnumerable<(int First, int FirstValue, int Second, int SecondValue)> Pairs(params int[] levels) =>
        from a in Enumerable.Range(0, levels.Length)
        from b in Enumerable.Range(a + 1, levels.Length - a - 1)
        from va in Enumerable.Range(0, levels[a])
        from vb in Enumerable.Range(0, levels[b])
        select (a, va, b, vb);

    /// <summary>The pairs that a row covers.</summary>
    public static IEnumerable<(int First, int FirstValue, int Second, int SecondValue)> PairsOf(int[] row) =>
        from a in Enumerable.Range(0, row.Length)
        from b in Enumerable.Range(a + 1, row.Length - a - 1)
        select (a, row[a], b, row[b]);

    /// <summary>Ties go to a value that rotates with the row, so that values share the rows evenly.</summary>
    private static int BestValue(int[] row, int option, int count, int turn, HashSet<(int, int, int, int)> missing)
    {
        int best = -1, mostCovered = -1;
        for (int k = 0; k < count; k++)
        {
            int value = (k + turn) % count;
            int covered = Enumerable.Range(0, row.Length).Count(other =>
                other != option && row[other] >= 0 && missing.Contains(other < option
                    ? (other, row[other], option, value)
                    : (option, value, other, row[other])));
            if (covered > mostCovered)
                (best, mostCovered) = (value, covered);
        }

        return best;
    }
}
