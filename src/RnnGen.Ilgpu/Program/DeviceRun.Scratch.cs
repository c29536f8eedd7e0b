using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Program;

/// <summary>Memory of the library's own, for what lives within one instruction.</summary>
public sealed partial class DeviceRun<T>
{
    private MemoryBuffer1D<T, Stride1D.Dense>? _scratch;

    /// <summary>Frees the memory of the library's own; more is taken when it is needed again.</summary>
    internal void FreeScratch()
    {
        _scratch?.Dispose();
        _scratch = null;
    }

    /// <summary>So many floats that hold anything; they grow to the most that was asked for.</summary>
    private ArrayView<T> Scratch(int length)
    {
        if (_scratch is null || _scratch.Length < length)
        {
            // What was launched before may still use it.
            _kernels.Stream.Synchronize();
            FreeScratch();
            _scratch = _kernels.Accelerator.Allocate1D<T>(length);
        }

        _kernels.Poison<T>(_scratch.View);
        return _scratch.View;
    }
}
