using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>A mask of dropout or zoneout to be drawn. [Steps, Rows, Stride]</summary>
internal struct MaskArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Arena;

    /// <summary>As in <see cref="Program.DeviceSlice{T}"/>.</summary>
    public ArrayView<int> Integers;

    /// <summary>Which row of the batch as given each row of the first axis is. [Rows]</summary>
    public ArrayView<int> Order;

    public int Target;
    public int Width;
    public int Stride;
    public int Rows;
    public int Steps;

    /// <summary>Where the lengths and the base of the site's axis are in the integers.</summary>
    public int Lengths;

    public int Base;

    /// <summary>1 where a row has one mask, whatever its length.</summary>
    public int PerSequence;

    /// <summary>The batch's step that comes first.</summary>
    public int FirstStep;

    public ulong Key;
    public ulong Threshold;
    public T Hit;
    public T Miss;
}
