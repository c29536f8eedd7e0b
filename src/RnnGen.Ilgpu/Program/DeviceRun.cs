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

    /// <summary>Whether recurrent layers that can run in one launch do.</summary>
    public bool IsPersistent { get; internal set; }

    /// <summary>Number of rows longer than t, of each axis. [axes][Steps]</summary>
    internal int[][] ActiveRows { get; set; } = [];

    /// <summary>Where the batch is.</summary>
    internal DeviceSlice<T> Batch
    {
        set => _slice = value;
    }

    /// <summary>Number of rows longer than t.</summary>
    public int Active(int axis, int t) => ActiveRows[axis][t];

    /// <summary>Launches a kernel of the model.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="t">The step that it covers, or 0.</param>
    /// <param name="n">Rows that it covers.</param>
    public void Launch(DeviceKernel<T> kernel, int t, int n)
    {
        if (n == 0)
            return;
        Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int> launcher = _kernels.Get(kernel);
        KernelConfig config = kernel.GroupSize > 0
            ? new KernelConfig((n + kernel.RowsOfGroup - 1) / kernel.RowsOfGroup, kernel.GroupSize)
            : _kernels.Covering((long)n * kernel.Width);
        launcher(_kernels.Stream, config, _slice, t, n);
    }
}
