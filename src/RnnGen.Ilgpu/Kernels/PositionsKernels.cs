using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Steps of rows by their positions, and gradients back to them.</summary>
internal static class PositionsKernels
{
    /// <summary>
    /// target[t, r] = source[positions[t, r], the memory row of r]; zero beyond a row's length, and where the memory
    /// row has no such step. One float a thread.
    /// </summary>
    public static void Gather<T>(PositionsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.Width);
        int rows = a.Reading.Rows;
        if (i >= a.Reading.Steps * rows)
            return;
        int column = index - (i * a.Width);
        int t = Threads.Row(i, rows);
        int r = i - (t * rows);
        int memoryRow = a.Reading.MemoryRow(r);
        int position = a.Positions[i];
        T value = T.Zero;
        if (t < a.Reading.StepsOf(r) && position < a.Reading.MemoryLengths[memoryRow])
            value = a.Arena[a.Source + (((position * rows) + memoryRow) * a.SourceStride) + column];
        a.Arena[a.Target + (i * a.TargetStride) + column] = value;
    }

    /// <summary>
    /// target[positions[t, r], the memory row of r] += source[t, r], by ascending t. One column of a row a thread.
    /// </summary>
    public static void Scatter<T>(PositionsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        int rows = a.Reading.Rows;
        if (r >= rows)
            return;
        int column = index - (r * a.Width);
        int memoryRow = a.Reading.MemoryRow(r);
        int length = a.Reading.MemoryLengths[memoryRow];
        int steps = a.Reading.StepsOf(r);
        for (int t = 0; t < steps; t++)
        {
            int i = (t * rows) + r;
            int position = a.Positions[i];
            if (position < length)
            {
                int at = a.Target + (((position * rows) + memoryRow) * a.TargetStride) + column;
                a.Arena[at] = a.Arena[at] + a.Arena[a.Source + (i * a.SourceStride) + column];
            }
        }
    }
}
