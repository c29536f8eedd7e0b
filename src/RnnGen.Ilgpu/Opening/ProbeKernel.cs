using ILGPU;

namespace RnnGen.Ilgpu;

/// <summary>A kernel of what all others are made of: a struct of views, shared memory and a barrier.</summary>
internal static class ProbeKernel
{
    /// <summary>Threads of a group.</summary>
    public const int Size = 16;

    /// <summary>Each group writes its threads' numbers backwards.</summary>
    public static void Run(ProbeArguments a)
    {
        ArrayView<int> shared = SharedMemory.Allocate<int>(Size);
        int first = Grid.IdxX * Size;
        shared[Group.IdxX] = first + Group.IdxX;
        Group.Barrier();
        a.Numbers[first + Group.IdxX] += shared[Size - 1 - Group.IdxX];
    }

    public static int Expected(int i) => (i / Size * Size) + Size - 1 - (i % Size);
}
