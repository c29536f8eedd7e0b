using ILGPU;

namespace RnnGen.Ilgpu.Training;

/// <summary>A batch on the device, or a segment of it, as losses and masks need it.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal readonly record struct LossBatch<T>
    where T : unmanaged
{
    /// <summary>The arena.</summary>
    public required ArrayView<T> Arena { get; init; }

    /// <summary>As in <see cref="Program.DeviceSlice{T}"/>.</summary>
    public required ArrayView<int> Integers { get; init; }

    /// <summary>Which row of the batch as given each row of the first axis is. [Rows]</summary>
    public required ArrayView<int> Order { get; init; }

    /// <summary>Where ports are in the arena.</summary>
    public required long[] Ports { get; init; }

    /// <summary>Rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of each axis.</summary>
    public required int[] Steps { get; init; }

    /// <summary>The batch's step that comes first, where its time is cut into segments.</summary>
    public int First { get; init; }

    /// <summary>Whether gradients are wanted.</summary>
    public bool Training { get; init; }

    /// <summary>The flat parameters.</summary>
    public ArrayView<T> Parameters { get; init; }

    /// <summary>The packed gradients, which those of the losses' own parameters join.</summary>
    public ArrayView<T> PackedGradients { get; init; }
}
