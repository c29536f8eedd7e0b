using System.Numerics;
using RnnGen.Execution;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>
/// Rows of a model of two axes, sorted by length on each, as the device has them: an arena of numbers and its integers.
/// </summary>
internal sealed class SortedRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OnDevice<T> _arena;
    private readonly OnDevice<int> _integers;
    private readonly OnDevice<int> _order;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps of each of the two axes.</param>
    /// <param name="least">The shortest length.</param>
    /// <param name="arena">What the arena holds.</param>
    public SortedRows(KernelCache kernels, int rows, int[] steps, int least, T[] arena)
    {
        (Rows, Steps) = (rows, steps);
        Lengths = [.. steps.Select((most, axis) => Numbers.Integers(rows, (ulong)axis + 70, most - least + 1)
            .Select(length => length + least).ToArray())];
        Lengths[0][rows / 2] = steps[0];
        Lengths[1][rows / 3] = steps[1];
        RowsOf = [.. Lengths.Select(
            lengths => Enumerable.Range(0, rows).OrderByDescending(row => lengths[row]).ToArray())];
        var integers = new int[6 * rows];
        for (int axis = 0; axis < 2; axis++)
        {
            for (int r = 0; r < rows; r++)
            {
                int row = RowsOf[axis][r];
                integers[(3 * axis * rows) + r] = Lengths[axis][row];
                integers[(((3 * axis) + 1) * rows) + r] = Array.IndexOf(RowsOf[0], row);
            }
        }

        Arena = arena;
        _arena = new OnDevice<T>(kernels, arena);
        _integers = new OnDevice<int>(kernels, integers);
        _order = new OnDevice<int>(kernels, RowsOf[0]);
    }

    public int Rows { get; }

    public int[] Steps { get; }

    /// <summary>Lengths of the rows as given, on each axis.</summary>
    public int[][] Lengths { get; }

    /// <summary>The rows as given, in each axis's order.</summary>
    public int[][] RowsOf { get; }

    /// <summary>What the arena held before anything ran.</summary>
    public T[] Arena { get; }

    public T[] ReadArena() => _arena.Read();

    public LossBatch<T> With(long[] ports) => new()
    {
        Arena = _arena.View,
        Integers = _integers.View,
        Order = _order.View,
        Ports = ports,
        Rows = Rows,
        Steps = Steps,
    };

    public static int Stride(int width) => Workspace<T>.Stride(width);

    public void Dispose()
    {
        _arena.Dispose();
        _integers.Dispose();
        _order.Dispose();
    }
}
