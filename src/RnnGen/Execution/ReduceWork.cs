namespace RnnGen.Execution;

/// <summary>
/// Adds the weight gradients of all slices into the first slice's, range by range; each float is added in slice order.
/// Memory far away is read straight on here, several times as fast as in the order of the flat gradient.
/// </summary>
internal sealed unsafe class ReduceWork<T>(Workspace<T> work) : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Big enough that handing out a range costs nothing beside it, small enough for the first cache.
    private const int RangeLength = 8192;

    // What the second cache holds is summed while it is transposed, without a pass of its own.
    private const long LargestNear = 1 << 20;

    /// <summary>Whether the slices' gradients are far away.</summary>
    public bool Pays =>
        work.SliceCount > 1 && work.Program.GradientLength * work.SliceCount * sizeof(T) > LargestNear;

    /// <summary>Number of ranges.</summary>
    public int Ranges => (int)((work.Program.GradientLength + RangeLength - 1) / RangeLength);

    public override void Run(int index)
    {
        long start = (long)index * RangeLength;
        int length = (int)Math.Min(RangeLength, work.Program.GradientLength - start);
        T* target = work.PackedGradients + start;
        for (int slice = 1; slice < work.SliceCount; slice++)
            Add(target, target + (slice * work.GradientStride), length);
    }

    private static void Add(T* target, T* source, int length)
    {
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            *(Vector<T>*)(target + i) += *(Vector<T>*)(source + i);
        for (; i < length; i++)
            target[i] += source[i];
    }
}
