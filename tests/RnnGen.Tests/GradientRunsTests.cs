using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Tests;

public sealed class GradientRunsTests
{
    private const int Rows = 70;
    private const int Length = 700;

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    [InlineData(1)]
    public void Next_FromAnyPosition_GivesEveryFloatOfTouchedRowsAndNoOther(double share)
    {
        var random = new Random(3);
        var touched = new RowSet(Rows);
        var isWritten = new bool[Length];
        isWritten.AsSpan().Fill(true);
        ParameterInfo[] tables = [Table(370, 3), Table(20, 5)];
        for (int row = 0; row < Rows; row++)
        {
            if (random.NextDouble() < share)
                touched.Add(row);
            foreach (ParameterInfo table in tables)
            {
                isWritten.AsSpan((int)table.Offset + (row * table.Columns), table.Columns)
                    .Fill(touched.Contains(row));
            }
        }

        var runs = new GradientRuns(tables.Select(table => (table, touched))) { IsSparse = true };
        for (int start = 0; start < Length; start += 37)
        {
            for (int end = start; end <= Length; end += 41)
                Assert.Equal(isWritten[start..end], Collect(runs, start, end));
        }

        runs.IsSparse = false;
        Assert.Equal((5, 90), runs.Next(5, 90));
    }

    private static bool[] Collect(GradientRuns runs, int start, int end)
    {
        var result = new bool[end - start];
        for (int i = start; i < end;)
        {
            (int from, int to) = runs.Next(i, end);
            Assert.True(i <= from && from <= to && to <= end && (from < to || to == end));
            result.AsSpan(from - start, to - from).Fill(true);
            i = to;
        }

        return result;
    }

    private static ParameterInfo Table(int offset, int columns) => new($"table{offset}", offset, Rows, columns, []);
}
