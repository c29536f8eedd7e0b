using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Kernels that tests of devices launch.</summary>
public static class TestKernels
{
    public struct Numbers
    {
        public ArrayView<int> View;
        public int Add;
    }

    public struct Words
    {
        public ArrayView<int> View;
    }

    public struct Counts
    {
        public ArrayView<int> View;
    }

    public struct Turns
    {
        public ArrayView<int> View;
        public int Count;
    }

    /// <summary>Takes its time.</summary>
    public static void Turn(Turns a)
    {
        int x = 1;
        for (int i = 0; i < a.Count; i++)
            x = (x * 1_664_525) + i;
        a.View[0] = x;
    }

    public static void Add(Numbers a)
    {
        int i = Grid.GlobalIndex.X;
        if (i < a.View.Length)
            a.View[i] += a.Add;
    }

    /// <summary>What ILGPU cannot translate.</summary>
    public static void Text(Words a) => a.View[Grid.GlobalIndex.X] = new string('a', a.View.IntLength).GetHashCode();

    /// <summary>What ILGPU translates and PoCL does not compile.</summary>
    public static void Count(Counts a) => Atomic.Add(ref a.View[0], 1);

    public static void Twice(DeviceSlice<float> s, int t, int n)
    {
        int i = Grid.GlobalIndex.X;
        if (i < n)
            s.Arena[i] = 2 * s.Arena[i];
    }

    public static void Plus(DeviceSlice<float> s, int t, int n)
    {
        int i = Grid.GlobalIndex.X;
        if (i < n)
            s.Arena[i] += t;
    }

    internal static int[] Run(KernelCache kernels, int length, int add)
    {
        using var buffer = new DeviceBuffer<int>(kernels);
        using var host = new StagingBuffer<int>(kernels);
        ArrayView<int> view = buffer.Reserve(length);
        Span<int> numbers = host.Reserve(length);
        for (int i = 0; i < length; i++)
            numbers[i] = i;
        host.Upload(0, view);
        kernels.Get<Numbers>(Add)(kernels.Stream, kernels.Covering(length), new Numbers { View = view, Add = add });
        host.Download(view, 0);
        kernels.Synchronize();
        return numbers.ToArray();
    }
}
