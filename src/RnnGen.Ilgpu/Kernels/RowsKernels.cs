using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Rows from one place to another, one float a thread.</summary>
internal static class RowsKernels
{
    /// <summary>target[i] = source[i], i below Width.</summary>
    public static void Copy<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i < a.Width)
            a.Targets[a.Target + i] = a.Sources[a.Source + i];
    }

    /// <summary>target[i] = 0, i below Width.</summary>
    public static void Clear<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i < a.Width)
            a.Targets[a.Target + i] = T.Zero;
    }

    /// <summary>target[r] = source[r] or +=; a stride of 0 gives all rows the same.</summary>
    public static void CopyColumns<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        if (r < a.N)
            Put(a, r, r, index - (r * a.Width));
    }

    /// <summary>target[r] = source[index[r]] or +=.</summary>
    public static void TakeRows<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        if (r < a.N)
            Put(a, r, a.Index[r], index - (r * a.Width));
    }

    /// <summary>target[index[r]] = source[r] or +=; no two rows have the same index.</summary>
    public static void PutRows<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        if (r < a.N)
            Put(a, a.Index[r], r, index - (r * a.Width));
    }

    /// <summary>target[r] = source[index[r], r], a source of many steps.</summary>
    public static void TakeSteps<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        if (r < a.N)
            Put(a, r, (a.Index[r] * a.Rows) + r, index - (r * a.Width));
    }

    /// <summary>target[index[r], r] = source[r], a target of many steps.</summary>
    public static void PutSteps<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int r = Threads.Row(index, a.Width);
        if (r < a.N)
            Put(a, (a.Index[r] * a.Rows) + r, r, index - (r * a.Width));
    }

    /// <summary>
    /// target[t, r] = source[index[r] - 1 - t, r] or +=: each row of N = steps * rows from its last step to its first.
    /// Without adding, steps beyond a row's become zero.
    /// </summary>
    public static void Reverse<T>(RowsArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.Width);
        if (i >= a.N)
            return;
        int column = index - (i * a.Width);
        int t = Threads.Row(i, a.Rows);
        int r = i - (t * a.Rows);
        int length = a.Index[r];
        if (t < length)
            Put(a, i, ((length - 1 - t) * a.Rows) + r, column);
        else if (a.Adds == 0)
            a.Targets[a.Target + (i * a.TargetStride) + column] = T.Zero;
    }

    private static void Put<T>(RowsArguments<T> a, int targetRow, int sourceRow, int column)
        where T : unmanaged, INumber<T>
    {
        int at = a.Target + (targetRow * a.TargetStride) + column;
        T value = a.Sources[a.Source + (sourceRow * a.SourceStride) + column];
        a.Targets[at] = a.Adds != 0 ? a.Targets[at] + value : value;
    }
}
