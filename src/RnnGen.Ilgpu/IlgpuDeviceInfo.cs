using Accelerators = ILGPU.Runtime;

namespace RnnGen.Ilgpu;

/// <summary>A device of this machine, as <see cref="IlgpuDevice.Find"/> lists it.</summary>
public sealed class IlgpuDeviceInfo
{
    internal IlgpuDeviceInfo(IlgpuKind kind, int index, Accelerators.Device source)
    {
        Kind = kind;
        Index = index;
        Source = source;
    }

    /// <summary>How it is reached; never <see cref="IlgpuKind.Any"/>.</summary>
    public IlgpuKind Kind { get; }

    /// <summary>Its number among the devices of its kind, for <see cref="IlgpuDevice.Open"/>.</summary>
    public int Index { get; }

    /// <summary>Its name and how it is reached, such as <c>NVIDIA H200 (CUDA)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its memory in bytes.</summary>
    public required long Memory { get; init; }

    /// <summary>Whether it is the processor, not a GPU.</summary>
    public required bool IsProcessor { get; init; }

    /// <summary>Whether models can be computed on it.</summary>
    public bool IsUsable => Problem == null;

    /// <summary>Why it cannot be used; null where it can.</summary>
    public string? Problem { get; internal set; }

    internal Accelerators.Device Source { get; }

    /// <summary>Name, memory and why it cannot be used.</summary>
    public override string ToString() =>
        Problem == null ? $"{Name}, {ByteCount.Format(Memory)}" : $"{Name}: {Problem}";
}
