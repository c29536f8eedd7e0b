using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Softmax cross-entropy: a group of threads a vector, each with every so many-th class; the threads' sums are added in
/// one order. A group may be one thread, where classes are few.
/// </summary>
internal static class CrossEntropyKernels
{
    /// <summary>Threads of a group at most.</summary>
    public const int MostThreads = 64;

    /// <summary>A group of threads a vector.</summary>
    public static void ByGroups<T, TCast>(CrossEntropyArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        ArrayView<double> shared = SharedMemory.Allocate<double>(MostThreads);
        int vector = Grid.IdxX;
        int thread = Group.IdxX, threads = Group.DimX;
        int target = Target(a, vector);
        double max = double.NegativeInfinity;
        if (target >= 0)
            max = Maximum<T, TCast>(a.Head, vector, thread, threads);
        shared[thread] = max;
        Group.Barrier();
        for (int i = 0; i < threads; i++)
            max = shared[i] > max ? shared[i] : max;
        Group.Barrier();

        double sum = 0;
        if (target >= 0)
            sum = Exponentials<T, TCast>(a.Head, vector, max, thread, threads);
        shared[thread] = sum;
        Group.Barrier();
        sum = 0;
        for (int i = 0; i < threads; i++)
            sum += shared[i];
        double lse = max + ScalarMath.Log(sum);
        Group.Barrier();

        double soft = 0;
        if (target >= 0 && a.Smoothing > 0)
            soft = SmoothPart<T, TCast>(a.Head, vector, lse, thread, threads);
        shared[thread] = soft;
        Group.Barrier();
        soft = 0;
        for (int i = 0; i < threads; i++)
            soft += shared[i];
        Finish<T, TCast>(a, vector, target, sum, lse, soft, thread, threads);
    }

    /// <summary>A thread a vector.</summary>
    public static void ByThreads<T, TCast>(CrossEntropyArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        int vector = Threads.Index;
        if (vector >= a.Head.Steps * a.Head.Rows)
            return;
        int target = Target(a, vector);
        double sum = 0, lse = 0, soft = 0;
        if (target >= 0)
        {
            double max = Maximum<T, TCast>(a.Head, vector, 0, 1);
            sum = Exponentials<T, TCast>(a.Head, vector, max, 0, 1);
            lse = max + ScalarMath.Log(sum);
            if (a.Smoothing > 0)
                soft = SmoothPart<T, TCast>(a.Head, vector, lse, 0, 1);
        }

        Finish<T, TCast>(a, vector, target, sum, lse, soft, 0, 1);
    }

    // The target class of a vector, -1 where it is ignored or beyond the row's length.
    private static int Target<T>(CrossEntropyArguments<T> a, int vector)
        where T : unmanaged
    {
        int t = vector / a.Head.Rows;
        int r = vector - (t * a.Head.Rows);
        if (t >= LossPlaces.VectorsOf(a.Head, r))
            return -1;
        int target = a.Head.Classes[(LossPlaces.RowOf(a.Head, r) * a.Head.ClassStep) + a.Head.First + t];
        return target == a.Ignored ? -1 : target;
    }

    private static double Maximum<T, TCast>(LossArguments<T> a, int vector, int first, int step)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        double max = double.NegativeInfinity;
        for (int c = first; c < a.Width; c += step)
        {
            double x = cast.ToDouble(a.Arena[a.Output + (vector * a.Stride) + c]);
            max = x > max ? x : max;
        }

        return max;
    }

    // The exponentials rest in the gradient's place until they are turned into it.
    private static double Exponentials<T, TCast>(LossArguments<T> a, int vector, double max, int first, int step)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        double sum = 0;
        for (int c = first; c < a.Width; c += step)
        {
            int at = (vector * a.Stride) + c;
            double e = ScalarMath.Exp(cast.ToDouble(a.Arena[a.Output + at]) - max);
            sum += e;
            if (a.Gradient >= 0)
                a.Arena[a.Gradient + at] = cast.FromDouble(e);
        }

        return sum;
    }

    // sum_c w_c (lse - x_c)
    private static double SmoothPart<T, TCast>(LossArguments<T> a, int vector, double lse, int first, int step)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        double sum = 0;
        for (int c = first; c < a.Width; c += step)
            sum += a.Table[c] * (lse - cast.ToDouble(a.Arena[a.Output + (vector * a.Stride) + c]));
        return sum;
    }

    // d loss / d x_c = e_c (hard + soft sum w) / sum e - soft w_c - hard [c = y]
    private static void Finish<T, TCast>(
        CrossEntropyArguments<T> a, int vector, int target, double sum, double lse, double smooth, int first, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        LossArguments<T> head = a.Head;
        int t = vector / head.Rows;
        int row = LossPlaces.RowOf(head, vector - (t * head.Rows));
        int place = LossPlaces.VectorAt(head, row, t);
        double hard = 0, weight = 0;
        double soft = a.Smoothing / head.Width;
        if (target >= 0)
        {
            hard = (1 - a.Smoothing) * head.Table[target];
            weight = LossPlaces.WeightOf<T, TCast>(head, row, place);
        }

        if (first == 0)
        {
            double loss = 0;
            if (target >= 0)
            {
                double x = cast.ToDouble(head.Arena[head.Output + (vector * head.Stride) + target]);
                loss = ((hard * (lse - x)) + (soft * smooth)) * weight;
            }

            head.Losses[place] = loss;
        }

        double factor = (hard + (soft * a.WeightSum)) / sum;
        for (int c = first; c < head.Stride && head.Gradient >= 0; c += step)
        {
            int at = head.Gradient + (vector * head.Stride) + c;
            double d = 0;
            if (target >= 0 && c < head.Width)
            {
                d = (cast.ToDouble(head.Arena[at]) * factor) - (soft * head.Table[c]) - (c == target ? hard : 0);
                d *= weight * head.Scale;
            }

            head.Arena[at] = cast.FromDouble(d);
        }
    }
}
