using RnnGen.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// Lengths, orders, active rows and tokens of a batch, as <see cref="Program.DeviceSlice{T}"/> lays them out.
/// </summary>
internal static unsafe class DeviceIntegers
{
    /// <summary>Writes them and returns how many there are.</summary>
    /// <param name="info">The model.</param>
    /// <param name="slice">The batch.</param>
    /// <param name="target">Receives them; grows.</param>
    /// <param name="active">Receives the active rows of each axis.</param>
    /// <param name="tokensAt">Receives where the tokens of each input are.</param>
    public static int Write<T>(ModelInfo info, in Slice<T> slice, ref int[] target, int[][] active, int[] tokensAt)
        where T : unmanaged
    {
        int axes = info.Axes.Count, rows = slice.Rows;
        int length = 3 * axes * rows;
        for (int axis = 0; axis < axes; axis++)
            length += Steps(slice, axis);
        for (int i = 0; i < info.Inputs.Count; i++) // a foreach would allocate, once a step
            length += info.Inputs[i].Vocabulary > 0 ? Steps(slice, info.Inputs[i].Axis) * rows : 0;
        if (target.Length < length)
            target = new int[length];

        int at = 0;
        for (int axis = 0; axis < axes; axis++)
        {
            Copy(axis == 0 ? slice.Lengths : slice.Axes[axis - 1].Lengths, rows, target, ref at);
            for (int k = 0; k < 2; k++)
            {
                if (axis > 0)
                {
                    Copy(k == 0 ? slice.Axes[axis - 1].Base : slice.Axes[axis - 1].Places, rows, target, ref at);
                    continue;
                }

                for (int row = 0; row < rows; row++)
                    target[at++] = row;
            }
        }

        for (int axis = 0; axis < axes; axis++)
        {
            int steps = Steps(slice, axis);
            int* counts = axis == 0 ? slice.Active : slice.Axes[axis - 1].Active;
            if (active[axis]?.Length != steps)
                active[axis] = new int[steps];
            new ReadOnlySpan<int>(counts, steps).CopyTo(active[axis]);
            Copy(counts, steps, target, ref at);
        }

        for (int i = 0; i < info.Inputs.Count; i++)
        {
            tokensAt[i] = info.Inputs[i].Vocabulary > 0 ? at : -1;
            if (tokensAt[i] < 0)
                continue;
            int* tokens = i == 0 ? slice.Tokens : slice.MoreTokens[i - 1];
            Copy(tokens, Steps(slice, info.Inputs[i].Axis) * rows, target, ref at);
        }

        return length;
    }

    private static int Steps<T>(in Slice<T> slice, int axis)
        where T : unmanaged
        => axis == 0 ? slice.Steps : slice.Axes[axis - 1].Steps;

    private static void Copy(int* source, int count, int[] target, ref int at)
    {
        new ReadOnlySpan<int>(source, count).CopyTo(target.AsSpan(at));
        at += count;
    }
}
