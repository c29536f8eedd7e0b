using ILGPU;

namespace RnnGen.Ilgpu.Program;

/// <summary>Memory of the library's own, for what lives within one instruction.</summary>
public sealed partial class DeviceRun<T>
{
    private DeviceBuffer<T>? _scratch;

    /// <summary>Frees the memory of the library's own; more is taken when it is needed again.</summary>
    internal void FreeScratch()
    {
        _scratch?.Dispose();
        _scratch = null;
    }

    /// <summary>So many floats that hold anything; they grow to the most that was asked for.</summary>
    private ArrayView<T> Scratch(int length)
    {
        ArrayView<T> scratch = (_scratch ??= new DeviceBuffer<T>(_kernels)).Reserve(length);
        _kernels.Poison<T>(scratch);
        return scratch;
    }
}
