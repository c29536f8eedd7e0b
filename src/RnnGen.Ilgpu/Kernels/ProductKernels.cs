using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Products of rows with packed weights. Every sum is one chain by ascending column, in either form.
/// </summary>
internal static class ProductKernels
{
    /// <summary>One output a thread.</summary>
    public static void Outputs<T>(ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int width = a.Gates * a.Units;
        int index = Threads.Index;
        int r = Threads.Row(index, width);
        if (r >= a.N)
            return;
        int output = index - (r * width);
        int gate = Threads.Row(output, a.Units);
        int column = (gate * a.GateStride) + output - (gate * a.Units);
        T sum = a.Start < 0 ? T.Zero : a.Starts[a.Start + (r * a.StartStride) + column];
        int x = a.X + (r * a.XStride);
        int w = column;
        for (int k = 0; k < a.K; k++, x += a.XStep, w += a.RowLength)
            sum = (a.Operands[x] * a.Weights[w]) + sum;
        a.Targets[a.Target + (r * a.TargetStride) + column] = sum;
    }

    /// <summary>Four rows of a gate a thread.</summary>
    public static void Rows<T>(ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int index = Threads.Index;
        int block = Threads.Row(index, a.Gates);
        if (4 * block < a.N)
            FourRows(a, 4 * block, index - (block * a.Gates));
    }

    /// <summary>The rows from r of a gate: four, or as many as there are.</summary>
    internal static void FourRows<T>(ProductArguments<T> a, int r, int gate)
        where T : unmanaged, INumber<T>
    {
        int end = r + 4 < a.N ? r + 4 : a.N;
        int w = gate * a.GateStride;
        for (int i = r; i < end; i++)
            Begin(a, i, w);
        int x = a.X + (r * a.XStride);
        int target = a.Target + (r * a.TargetStride) + w;
        int k = 0;
        if (end == r + 4)
        {
            for (; k + 1 < a.K; k += 2, x += 2 * a.XStep, w += 2 * a.RowLength)
                AddFourByTwo(a, x, w, target);
        }
        else
        {
            for (; k + 3 < a.K; k += 4, x += 4 * a.XStep, w += 4 * a.RowLength)
            {
                for (int i = 0; i < end - r; i++)
                    AddOneByFour(a, x + (i * a.XStride), w, target + (i * a.TargetStride));
            }
        }

        for (; k < a.K; k++, x += a.XStep, w += a.RowLength)
        {
            for (int i = 0; i < end - r; i++)
                AddOneByOne(a, x + (i * a.XStride), w, target + (i * a.TargetStride));
        }
    }

    private static void Begin<T>(ProductArguments<T> a, int r, int column)
        where T : unmanaged, INumber<T>
    {
        int target = a.Target + (r * a.TargetStride) + column;
        int start = a.Start + (r * a.StartStride) + column;
        if (a.Start < 0)
        {
            for (int j = 0; j < a.Units; j++)
                a.Targets[target + j] = T.Zero;
        }
        else
        {
            for (int j = 0; j < a.Units; j++)
                a.Targets[target + j] = a.Starts[start + j];
        }
    }

    private static void AddFourByTwo<T>(ProductArguments<T> a, int x, int w, int target)
        where T : unmanaged, INumber<T>
    {
        int y = x + a.XStride, z = y + a.XStride, u = z + a.XStride;
        T x0 = a.Operands[x], x1 = a.Operands[x + a.XStep];
        T y0 = a.Operands[y], y1 = a.Operands[y + a.XStep];
        T z0 = a.Operands[z], z1 = a.Operands[z + a.XStep];
        T u0 = a.Operands[u], u1 = a.Operands[u + a.XStep];
        int w1 = w + a.RowLength;
        int target1 = target + a.TargetStride, target2 = target1 + a.TargetStride, target3 = target2 + a.TargetStride;
        for (int j = 0; j < a.Units; j++)
        {
            T w0j = a.Weights[w + j], w1j = a.Weights[w1 + j];
            a.Targets[target + j] = (x1 * w1j) + ((x0 * w0j) + a.Targets[target + j]);
            a.Targets[target1 + j] = (y1 * w1j) + ((y0 * w0j) + a.Targets[target1 + j]);
            a.Targets[target2 + j] = (z1 * w1j) + ((z0 * w0j) + a.Targets[target2 + j]);
            a.Targets[target3 + j] = (u1 * w1j) + ((u0 * w0j) + a.Targets[target3 + j]);
        }
    }

    private static void AddOneByFour<T>(ProductArguments<T> a, int x, int w, int target)
        where T : unmanaged, INumber<T>
    {
        T x0 = a.Operands[x], x1 = a.Operands[x + a.XStep];
        T x2 = a.Operands[x + (2 * a.XStep)], x3 = a.Operands[x + (3 * a.XStep)];
        int w1 = w + a.RowLength, w2 = w1 + a.RowLength, w3 = w2 + a.RowLength;
        for (int j = 0; j < a.Units; j++)
        {
            T sum = (x0 * a.Weights[w + j]) + a.Targets[target + j];
            sum = (x1 * a.Weights[w1 + j]) + sum;
            sum = (x2 * a.Weights[w2 + j]) + sum;
            a.Targets[target + j] = (x3 * a.Weights[w3 + j]) + sum;
        }
    }

    private static void AddOneByOne<T>(ProductArguments<T> a, int x, int w, int target)
        where T : unmanaged, INumber<T>
    {
        T x0 = a.Operands[x];
        for (int j = 0; j < a.Units; j++)
            a.Targets[target + j] = (x0 * a.Weights[w + j]) + a.Targets[target + j];
    }
}
