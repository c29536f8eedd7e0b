using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Which of all threads of a launch this one is.</summary>
internal static class Threads
{
    /// <summary>The number of this thread in a launch over one dimension.</summary>
    public static int Index => (Grid.IdxX * Group.DimX) + Group.IdxX;

    /// <summary>Index / width, without the sign that a signed division takes care of.</summary>
    public static int Row(int index, int width) => (int)((uint)index / (uint)width);
}
