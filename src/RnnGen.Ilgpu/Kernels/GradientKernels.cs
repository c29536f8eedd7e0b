using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Gradients of weights and biases: sums over rows, by ascending row within a part of them.</summary>
internal static class GradientKernels
{
    /// <summary>One output a thread, over all rows.</summary>
    public static void Outputs<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.Width);
        if (i >= a.SumRows)
            return;
        int j = index - (i * a.Width);
        int at = a.GradientOf(i) + j;
        int x = a.X + i;
        int dz = a.Dz + j;
        T sum = a.Gradients[at];
        if (i < a.K)
        {
            for (int r = 0; r < a.N; r++, x += a.XStride, dz += a.DzStride)
                sum = (a.Arena[x] * a.Arena[dz]) + sum;
        }
        else
        {
            for (int r = 0; r < a.N; r++, dz += a.DzStride)
                sum += a.Arena[dz];
        }

        a.Gradients[at] = sum;
    }

    /// <summary>Four rows of sums of a part a thread, or the bias's: a product with the operand transposed.</summary>
    public static void Rows<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int blocks = ((a.K + 3) >> 2) + (a.Bias < 0 ? 0 : 1);
        int index = Threads.Index;
        int part = Threads.Row(index, blocks);
        if (part >= a.Parts)
            return;
        int i = 4 * (index - (part * blocks));
        int first = part * a.RowsOfPart, rows = a.End(part) - first;
        ArrayView<T> targets = a.Parts == 1 ? a.Gradients : a.Sums;
        int dz = a.Dz + (first * a.DzStride);
        if (i >= a.K)
        {
            AddRows(a, targets, a.SumsOf(part, a.K), a.Arena, dz, a.DzStride, rows, a.Parts == 1);
            return;
        }

        int target = a.SumsOf(part, 0);
        ProductArguments<T> product = new()
        {
            Operands = a.Arena,
            Weights = a.Arena.SubView(dz, ((rows - 1) * a.DzStride) + a.Width),
            Starts = targets,
            Targets = targets,
            N = a.K,
            K = rows,
            Units = a.Width,
            Gates = 1,
            GateStride = a.Width,
            RowLength = a.DzStride,
            X = a.X + (first * a.XStride),
            XStride = 1,
            XStep = a.XStride,
            Start = a.Parts == 1 ? target : -1,
            StartStride = a.SumStride,
            Target = target,
            TargetStride = a.SumStride,
        };
        ProductKernels.FourRows(product, i, 0);
    }

    /// <summary>A row of sums a thread: the gradient goes on by those of each part.</summary>
    public static void AddPartsByRow<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int i = Threads.Index;
        if (i < a.SumRows)
            AddRows(a, a.Gradients, a.GradientOf(i), a.Sums, i * a.Width, a.PartLength, a.Parts, goesOn: true);
    }

    /// <summary>One sum a thread: the gradient goes on by those of each part.</summary>
    public static void AddParts<T>(GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int i = Threads.Row(index, a.Width);
        if (i >= a.SumRows)
            return;
        int at = a.GradientOf(i) + index - (i * a.Width);
        T sum = a.Gradients[at];
        for (int part = 0; part < a.Parts; part++)
            sum += a.Sums[(part * a.PartLength) + index];
        a.Gradients[at] = sum;
    }

    /// <summary>target[j] = the sum over rows of source[r, j], or that added where it goes on.</summary>
    private static void AddRows<T>(
        GradientArguments<T> a, ArrayView<T> targets, int target, ArrayView<T> sources, int source, int sourceStride,
        int rows, bool goesOn)
        where T : unmanaged, INumber<T>
    {
        int r = 0;
        if (!goesOn)
        {
            for (int j = 0; j < a.Width; j++)
                targets[target + j] = sources[source + j];
            r = 1;
            source += sourceStride;
        }

        for (; r < rows; r++, source += sourceStride)
        {
            for (int j = 0; j < a.Width; j++)
                targets[target + j] = targets[target + j] + sources[source + j];
        }
    }
}
