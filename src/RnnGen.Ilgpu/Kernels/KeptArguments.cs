using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Rows of the arena, and memory that has them in the batch's order and without padding.</summary>
internal struct KeptArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Arena;

    /// <summary>As in <see cref="Program.DeviceSlice{T}"/>; the lengths of the first axis come first.</summary>
    public ArrayView<int> Integers;

    /// <summary>Which row of the batch as given each row of the arena is. [Rows]</summary>
    public ArrayView<int> Order;

    /// <summary>The memory. [Rows, KeptSteps, Width] from <see cref="From"/> on</summary>
    public ArrayView<T> Kept;

    public int From;

    /// <summary>Where the rows are in the arena. [Steps, Rows, Stride]</summary>
    public int Place;

    public int Width;
    public int Stride;
    public int Rows;

    /// <summary>Steps in the arena; 1 of what rows have one of.</summary>
    public int Steps;

    /// <summary>1 where a row has a vector a step of its length.</summary>
    public int PerStep;

    /// <summary>Steps of a row in the memory.</summary>
    public int KeptSteps;

    /// <summary>The step in the memory that the arena's first one is.</summary>
    public int First;
}
