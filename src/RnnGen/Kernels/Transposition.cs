using System.Runtime.Intrinsics;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Transposes narrow matrices by squares of 128-bit registers: packing runs once a step.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[j, i] = source[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(int rows, int columns, T* source, long sourceRow, T* target, long targetRow)
        where T : unmanaged
    {
        int side = Lanes128.CanTranspose ? Vector128<byte>.Count / sizeof(T) : 1;
        for (int j = 0; j < columns; j += side)
        {
            T* to = target + (j * targetRow);
            int i = 0;
            for (; i + side <= rows && j + side <= columns && side > 1; i += side)
                Square(source + (i * sourceRow) + j, sourceRow, to + i, targetRow, false);
            for (; i < rows; i++)
            {
                for (int last = Math.Min(columns, j + side), t = j; t < last; t++)
                    target[(t * targetRow) + i] = source[(i * sourceRow) + t];
            }
        }
    }

    /// <summary>target[j, i] += source[i, j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(int rows, int columns, T* source, long sourceRow, T* target, long targetRow)
        where T : unmanaged
    {
        int side = Lanes128.CanTranspose ? Vector128<byte>.Count / sizeof(T) : 1;
        for (int i = 0; i < rows; i += side)
        {
            T* from = source + (i * sourceRow);
            int j = 0;
            for (; j + side <= columns && i + side <= rows && side > 1; j += side)
                Square(from + j, sourceRow, target + (j * targetRow) + i, targetRow, true);
            for (; j < columns; j++)
            {
                for (int last = Math.Min(rows, i + side), t = i; t < last; t++)
                    Add(target + (j * targetRow) + t, source + (t * sourceRow) + j);
            }
        }
    }

    /// <summary>One square, four by four floats or two by two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(T* source, long sourceRow, T* target, long targetRow, bool add)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            Square((float*)source, sourceRow, (float*)target, targetRow, add);
        else
            Square((double*)source, sourceRow, (double*)target, targetRow, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(float* source, long sourceRow, float* target, long targetRow, bool add)
    {
        Vector128<float> a = Vector128.Load(source);
        Vector128<float> b = Vector128.Load(source + sourceRow);
        Vector128<float> c = Vector128.Load(source + (2 * sourceRow));
        Vector128<float> d = Vector128.Load(source + (3 * sourceRow));
        Lanes128.Transpose(ref a, ref b, ref c, ref d);
        (add ? a + Vector128.Load(target) : a).Store(target);
        target += targetRow;
        (add ? b + Vector128.Load(target) : b).Store(target);
        target += targetRow;
        (add ? c + Vector128.Load(target) : c).Store(target);
        target += targetRow;
        (add ? d + Vector128.Load(target) : d).Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(double* source, long sourceRow, double* target, long targetRow, bool add)
    {
        Vector128<double> a = Vector128.Load(source);
        Vector128<double> b = Vector128.Load(source + sourceRow);
        Lanes128.Transpose(ref a, ref b);
        (add ? a + Vector128.Load(target) : a).Store(target);
        target += targetRow;
        (add ? b + Vector128.Load(target) : b).Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(T* target, T* source)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            *(float*)target += *(float*)source;
        else
            *(double*)target += *(double*)source;
    }
}
