using System.ComponentModel;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// Launches kernels over one batch, in order on one stream. Offsets are floats of the arena unless a parameter says
/// otherwise, as are strides; <c>n</c> is how many rows an instruction covers.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class DeviceRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelCache _kernels;
    private DeviceSlice<T> _slice;

    internal DeviceRun(KernelCache kernels) => _kernels = kernels;

    /// <summary>The batch.</summary>
    public ref readonly DeviceSlice<T> Slice => ref _slice;

    /// <summary>Whether activations are kept and dropout is on.</summary>
    public bool Training { get; internal set; }

    /// <summary>Whether Backward computes the gradients of the features.</summary>
    public bool WantsInputGradient { get; internal set; }

    /// <summary>How time loops run.</summary>
    internal LoopPlan Plan { get; set; }

    /// <summary>Number of rows longer than t, of each axis. [axes][Steps]</summary>
    internal int[][] ActiveRows { get; set; } = [];

    /// <summary>Where the batch is.</summary>
    internal DeviceSlice<T> Batch
    {
        set => _slice = value;
    }

    /// <summary>Number of rows longer than t.</summary>
    public int Active(int axis, int t) => ActiveRows[axis][t];

    /// <summary>Whether a time loop that can be one launch is one.</summary>
    /// <param name="weights">Weights that a step reads.</param>
    public bool IsOneLaunch(long weights) => LoopPlans.IsOneLaunch<T>(Plan, _kernels.IsProcessor, weights);

    /// <summary>Whether a row is shorter than the longest.</summary>
    public bool IsRagged(int axis) => ActiveRows[axis] is { Length: > 0 } rows && rows[^1] < _slice.Rows;

    /// <summary>Launches a kernel of the model with threads for each row.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="t">The step that it covers, or 0.</param>
    /// <param name="n">Rows that it covers.</param>
    public void Launch(DeviceKernel<T> kernel, int t, int n)
    {
        if (n <= 0)
            return;
        KernelConfig config = _kernels.Covering((long)n * kernel.Width, _kernels.MostThreads(kernel));
        _kernels.Get(kernel)(_kernels.Stream, config, _slice, t, n);
    }

    /// <summary>
    /// Launches a kernel of a whole time loop: on a GPU groups that keep all of it busy, on a processor a row a thread.
    /// </summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="n">Rows that it covers.</param>
    public void Launch(DeviceKernel<T> kernel, int n)
    {
        if (n == 0)
            return;
        (int threads, int rows) = _kernels.GroupOf(kernel, n);
        _kernels.Get(kernel)(
            _kernels.Stream, new KernelConfig((n + rows - 1) / rows, threads), _slice, rows, n);
    }
}
