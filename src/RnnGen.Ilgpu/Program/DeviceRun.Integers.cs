using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Where the integers of a batch are.</summary>
public sealed partial class DeviceRun<T>
{
    /// <summary>Where the tokens of each input begin in the integers; -1 of an input without tokens.</summary>
    internal int[] TokensAt { get; set; } = [];

    private ArrayView<int> Lengths(int axis) => RowsOf(3 * axis);

    private ArrayView<int> Base(int axis) => RowsOf((3 * axis) + 1);

    private ArrayView<int> Places(int axis) => RowsOf((3 * axis) + 2);

    // ILGPU has no view that begins where another one ends, as that of the last input does where it has no step.
    private ArrayView<int> Tokens(int input, int steps)
        => _slice.Integers.SubView(steps == 0 ? 0 : TokensAt[input], steps * _slice.Rows);

    private int Steps(int axis) => axis switch
    {
        0 => _slice.Steps,
        1 => _slice.Steps1,
        2 => _slice.Steps2,
        3 => _slice.Steps3,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    private ArrayView<int> RowsOf(int block) => _slice.Integers.SubView(block * _slice.Rows, _slice.Rows);

    private ReadingRows Reading(int axis, int memoryAxis, int first, int steps) => new()
    {
        Lengths = Lengths(axis),
        Base = Base(axis),
        Places = Places(axis),
        MemoryLengths = Lengths(memoryAxis),
        MemoryBase = Base(memoryAxis),
        MemoryPlaces = Places(memoryAxis),
        Rows = _slice.Rows,
        First = first,
        Steps = steps,
        MemorySteps = Steps(memoryAxis),
    };

    /// <summary>Launches a kernel of the library with so many threads or some more.</summary>
    private void Launch<TArguments>(Action<TArguments> kernel, long threads, in TArguments arguments)
        where TArguments : struct => _kernels.Launch(kernel, threads, arguments);
}
