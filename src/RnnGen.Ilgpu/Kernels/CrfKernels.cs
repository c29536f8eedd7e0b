using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Linear-chain conditional random field, a group of threads a row, each with every so many-th class or pair; in
/// logarithms throughout. As the host's <see cref="CrfLoss{T}"/>, which computes weights where scores are near enough.
/// </summary>
internal static class CrfKernels
{
    public static void Compute<T, TCast>(SequenceArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        LossArguments<T> head = a.Head;
        int r = Grid.IdxX, thread = Group.IdxX, threads = Group.DimX;
        int classes = head.Width, square = classes * classes;
        int vectors = LossPlaces.VectorsOf(head, r);
        int row = LossPlaces.RowOf(head, r);
        long own = (long)r * a.RowLength;
        long backward = own + a.ParameterCount, next = backward + classes, forward = next + classes;
        for (int i = thread; i < a.ParameterCount; i += threads)
            a.Memory[own + i] = 0;
        for (int t = 0; t < vectors; t++)
        {
            for (int j = thread; j < classes; j += threads)
            {
                double x = Emission<T, TCast>(head, r, t, j);
                double past = t == 0
                    ? End<T, TCast>(a, square, j)
                    : LogSumOver<T, TCast>(a, forward + ((long)(t - 1) * classes), 1, a.First + j, classes);
                a.Memory[forward + ((long)t * classes) + j] = past + x;
            }

            Group.Barrier();
        }

        // Every thread for itself: they all need it.
        double partition = vectors == 0 ? 0 : LogSumOver<T, TCast>(
            a, forward + ((long)(vectors - 1) * classes), a.Ends == 0 ? 0 : 1, a.First + square + a.Ends, 1);
        double weight = LossPlaces.WeightOf<T, TCast>(head, row, row);
        if (thread == 0)
        {
            double loss = weight * (partition - Score<T, TCast>(a, r, row, vectors));
            head.Losses[row] = loss;
            a.Shares[row] = loss;
        }

        for (int k = thread; k < classes; k += threads)
            a.Memory[backward + k] = End<T, TCast>(a, square + a.Ends, k);
        Group.Barrier();
        double scale = weight * head.Scale;
        for (int step = 0; step < vectors && head.Gradient >= 0; step++)
        {
            int t = vectors - 1 - step;
            long past = forward + ((long)t * classes);
            StepBack<T, TCast>(a, r, t + 1, step > 0, backward, next);
            int target = head.Classes[(row * head.ClassStep) + t];
            for (int k = thread; k < classes; k += threads)
            {
                double marginal = ScalarMath.Exp(a.Memory[past + k] + a.Memory[backward + k] - partition);
                // NOTE: less (k == target ? 1 : 0), an integer, is compiled wrongly for OpenCL.
                double d = (k == target ? marginal - 1.0 : marginal) * scale;
                head.Arena[head.Gradient + (((t * head.Rows) + r) * head.Stride) + k] = cast.FromDouble(d);
                if (t == 0 && a.Ends > 0)
                    a.Memory[own + square + k] += d;
                if (step == 0 && a.Ends > 0)
                    a.Memory[own + square + a.Ends + k] += d;
            }

            int following = step == 0 ? 0 : head.Classes[(row * head.ClassStep) + t + 1];
            for (int pair = thread; pair < square && step > 0; pair += threads)
            {
                int i = pair / classes;
                int j = pair - (i * classes);
                double score = cast.ToDouble(a.Parameters[a.First + pair]);
                double share = ScalarMath.Exp(a.Memory[past + i] + score + a.Memory[next + j] - partition);
                bool isTargets = i == target && j == following;
                a.Memory[own + pair] += scale * (isTargets ? share - 1.0 : share);
            }

            Group.Barrier();
        }

        SequencePadding.Clear(head, r, vectors, thread, threads);
    }

    /// <summary>Sums the rows' gradients of the parameters, a thread a parameter.</summary>
    public static void SumGradients<T, TCast>(SequenceArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        int i = Threads.Index;
        if (i >= a.ParameterCount || a.Places[i] < 0)
            return;
        double sum = 0;
        for (int r = 0; r < a.Head.Rows; r++)
            sum += a.Memory[((long)r * a.RowLength) + i];
        TCast cast = default;
        a.PackedGradients[a.Places[i]] = cast.FromDouble(sum);
    }

    private static double Emission<T, TCast>(LossArguments<T> head, int r, int t, int k)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        return cast.ToDouble(head.Arena[head.Output + (((t * head.Rows) + r) * head.Stride) + k]);
    }

    // The score of a class at an end of the path; 'at' is where these scores are among the parameters.
    private static double End<T, TCast>(SequenceArguments<T> a, int at, int k)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        return a.Ends == 0 ? 0 : cast.ToDouble(a.Parameters[a.First + at + k]);
    }

    // log sum_i e^(values[i] + factor parameters[at + i step]); factor is 0 or 1, so that nothing is read for 0.
    private static double LogSumOver<T, TCast>(SequenceArguments<T> a, long values, int factor, int at, int step)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        double max = double.NegativeInfinity;
        for (int i = 0; i < a.Head.Width; i++)
        {
            double score = factor == 0 ? 0 : cast.ToDouble(a.Parameters[at + (i * step)]);
            double value = a.Memory[values + i] + score;
            max = value > max || double.IsNaN(value) ? value : max;
        }

        if (max == double.NegativeInfinity)
            return max;
        double sum = 0;
        for (int i = 0; i < a.Head.Width; i++)
        {
            double score = factor == 0 ? 0 : cast.ToDouble(a.Parameters[at + (i * step)]);
            sum += ScalarMath.Exp(a.Memory[values + i] + score - max);
        }

        return max + ScalarMath.Log(sum);
    }

    private static double Score<T, TCast>(SequenceArguments<T> a, int r, int row, int vectors)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        LossArguments<T> head = a.Head;
        int classes = head.Width, square = classes * classes;
        double score = 0;
        for (int t = 0; t < vectors; t++)
        {
            int k = head.Classes[(row * head.ClassStep) + t];
            if (t == 0)
            {
                score += End<T, TCast>(a, square, k);
            }
            else
            {
                int before = head.Classes[(row * head.ClassStep) + t - 1];
                score += cast.ToDouble(a.Parameters[a.First + (before * classes) + k]);
            }

            score += Emission<T, TCast>(head, r, t, k);
            if (t == vectors - 1)
                score += End<T, TCast>(a, square + a.Ends, k);
        }

        return score;
    }

    // backward[k] = log of what may follow class k, from step t on; next[j] = what step t and all behind it weigh.
    private static void StepBack<T, TCast>(
        SequenceArguments<T> a, int r, int t, bool isOn, long backward, long next)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        int classes = a.Head.Width, thread = Group.IdxX, threads = Group.DimX;
        for (int k = thread; k < classes && isOn; k += threads)
            a.Memory[next + k] = a.Memory[backward + k] + Emission<T, TCast>(a.Head, r, t, k);
        Group.Barrier();
        for (int k = thread; k < classes && isOn; k += threads)
            a.Memory[backward + k] = LogSumOver<T, TCast>(a, next, 1, a.First + (k * classes), 1);
        Group.Barrier();
    }
}
