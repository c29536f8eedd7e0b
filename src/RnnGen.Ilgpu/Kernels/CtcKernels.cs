using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Connectionist temporal classification, a group of threads a row, each with every so many-th state; in logarithms, as
/// the host's <see cref="CtcLoss{T}"/>. States are blank, target, blank, target, ..., blank.
/// </summary>
internal static class CtcKernels
{
    public static void Compute<T, TCast>(SequenceArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
    {
        LossArguments<T> head = a.Head;
        int r = Grid.IdxX, thread = Group.IdxX, threads = Group.DimX;
        int row = LossPlaces.RowOf(head, r);
        int vectors = LossPlaces.VectorsOf(head, r);
        int count = head.HasCounts != 0 ? head.Counts[row] : head.ClassStep;
        bool isPossible = vectors >= count;
        int states = isPossible ? (2 * count) + 1 : 0;
        int classes = row * head.ClassStep;

        // Of a row: log-partitions [Steps], shares [Width], future [States], next [States], past [Steps, States].
        long partitions = (long)r * a.RowLength, shares = partitions + head.Steps, future = shares + head.Width;
        long next = future + a.States, past = next + a.States;
        int links = r * 2 * a.States;
        Link(a, links, classes, states, thread, threads);
        for (int t = thread; t < vectors; t += threads)
            a.Memory[partitions + t] = Partition<T, TCast>(head, r, t);
        for (int k = thread; k < head.Width; k += threads)
            a.Memory[shares + k] = 0;
        Group.Barrier();

        for (int t = 0; t < vectors; t++)
        {
            long now = past + ((long)t * a.States), before = now - a.States;
            for (int s = thread; s < states; s += threads)
            {
                double from = double.NegativeInfinity;
                if (t == 0 && s < 2)
                    from = 0;
                if (t > 0)
                {
                    from = a.Memory[before + s];
                    if (s > 0)
                        from = ScalarMath.LogAdd(from, a.Memory[before + s - 1]);
                    if (MaySkip(head, classes, s))
                        from = ScalarMath.LogAdd(from, a.Memory[before + s - 2]);
                }

                a.Memory[now + s] = from + Score<T, TCast>(a, r, t, classes, s, partitions);
            }

            Group.Barrier();
        }

        long last = past + ((long)(vectors - 1) * a.States);
        double loss = double.PositiveInfinity;
        if (isPossible && vectors == 0)
            loss = 0;
        else if (isPossible && states == 1)
            loss = -a.Memory[last];
        else if (isPossible)
            loss = -ScalarMath.LogAdd(a.Memory[last + states - 1], a.Memory[last + states - 2]);
        bool isNothing = loss == double.PositiveInfinity;
        if (isNothing && a.ZeroInfinity != 0)
            loss = 0;
        double weight = LossPlaces.WeightOf<T, TCast>(head, row, row);
        double share = a.IsMean != 0 && count > 1 ? weight / count : weight;
        if (thread == 0)
        {
            head.Losses[row] = weight * loss;
            a.Shares[row] = share * loss;
        }

        double scale = isNothing ? 0 : share * head.Scale;
        int steps = head.Gradient < 0 || scale == 0 ? 0 : vectors;
        for (int s = thread; s < states; s += threads)
            a.Memory[future + s] = s >= states - 2 ? 0 : double.NegativeInfinity;
        Group.Barrier();
        for (int step = 0; step < steps; step++)
        {
            int t = vectors - 1 - step;
            StepBack<T, TCast>(a, r, t + 1, step > 0, classes, states, partitions, future, next);
            WriteGradient<T, TCast>(
                a, r, t, classes, states, links, past + ((long)t * a.States), future, next, shares, partitions, loss,
                scale);
        }

        SequencePadding.Clear(head, r, steps, thread, threads);
    }

    // links[s]: whether a state is the first of its label; links[States + s]: the next state of that label, or -1.
    private static void Link<T>(SequenceArguments<T> a, int links, int classes, int states, int thread, int threads)
        where T : unmanaged
    {
        for (int s = (2 * thread) + 1; s < states; s += 2 * threads)
        {
            int label = a.Head.Classes[classes + (s >> 1)];
            int isFirst = 1, following = -1;
            for (int other = 1; other < states; other += 2)
            {
                bool isSame = a.Head.Classes[classes + (other >> 1)] == label;
                if (isSame && other < s)
                    isFirst = 0;
                if (isSame && other > s && following < 0)
                    following = other;
            }

            a.Links[links + s] = isFirst;
            a.Links[links + a.States + s] = following;
        }
    }

    private static double Partition<T, TCast>(LossArguments<T> head, int r, int t)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        int at = head.Output + (((t * head.Rows) + r) * head.Stride);
        double max = double.NegativeInfinity, sum = 0;
        for (int k = 0; k < head.Width; k++)
        {
            double x = cast.ToDouble(head.Arena[at + k]);
            max = x > max ? x : max;
        }

        for (int k = 0; k < head.Width; k++)
            sum += ScalarMath.Exp(cast.ToDouble(head.Arena[at + k]) - max);
        return max + ScalarMath.Log(sum);
    }

    private static bool MaySkip<T>(LossArguments<T> head, int classes, int s)
        where T : unmanaged
    {
        if (s <= 2 || (s & 1) == 0)
            return false;
        return head.Classes[classes + (s >> 1)] != head.Classes[classes + (s >> 1) - 1];
    }

    private static int Label<T>(SequenceArguments<T> a, int classes, int s)
        where T : unmanaged => (s & 1) == 0 ? a.Blank : a.Head.Classes[classes + (s >> 1)];

    // The log-probability of a state's label at a step.
    private static double Score<T, TCast>(SequenceArguments<T> a, int r, int t, int classes, int s, long partitions)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        int at = a.Head.Output + (((t * a.Head.Rows) + r) * a.Head.Stride);
        return cast.ToDouble(a.Head.Arena[at + Label(a, classes, s)]) - a.Memory[partitions + t];
    }

    // future[s] = log of the sum over what may follow state s, from step t on
    private static void StepBack<T, TCast>(
        SequenceArguments<T> a, int r, int t, bool isOn, int classes, int states, long partitions, long future,
        long next)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        int thread = Group.IdxX, threads = Group.DimX;
        for (int s = thread; s < states && isOn; s += threads)
            a.Memory[next + s] = a.Memory[future + s] + Score<T, TCast>(a, r, t, classes, s, partitions);
        Group.Barrier();
        for (int s = thread; s < states && isOn; s += threads)
        {
            double sum = a.Memory[next + s];
            if (s + 1 < states)
                sum = ScalarMath.LogAdd(sum, a.Memory[next + s + 1]);
            if (s + 2 < states && MaySkip(a.Head, classes, s + 2))
                sum = ScalarMath.LogAdd(sum, a.Memory[next + s + 2]);
            a.Memory[future + s] = sum;
        }

        Group.Barrier();
    }

    // d loss / d x_k = softmax_k - share of the alignments whose label at the step is k
    private static void WriteGradient<T, TCast>(
        SequenceArguments<T> a, int r, int t, int classes, int states, int links, long past, long future, long next,
        long shares, long partitions, double loss, double scale)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        LossArguments<T> head = a.Head;
        int thread = Group.IdxX, threads = Group.DimX;
        for (int s = thread; s < states; s += threads)
            a.Memory[next + s] = ScalarMath.Exp(a.Memory[past + s] + a.Memory[future + s] + loss);
        Group.Barrier();

        // States of one label are added by the thread that has the first of them; the blanks by the first thread.
        for (int s = (2 * thread) + 1; s < states; s += 2 * threads)
        {
            if (a.Links[links + s] != 0)
            {
                double sum = 0;
                for (int same = s; same >= 0; same = a.Links[links + a.States + same])
                    sum += a.Memory[next + same];
                a.Memory[shares + head.Classes[classes + (s >> 1)]] = sum;
            }
        }

        if (thread == 0)
        {
            double sum = 0;
            for (int s = 0; s < states; s += 2)
                sum += a.Memory[next + s];
            a.Memory[shares + a.Blank] = sum;
        }

        Group.Barrier();
        int at = ((t * head.Rows) + r) * head.Stride;
        for (int k = thread; k < head.Width; k += threads)
        {
            double x = cast.ToDouble(head.Arena[head.Output + at + k]);
            double probability = ScalarMath.Exp(x - a.Memory[partitions + t]);
            head.Arena[head.Gradient + at + k] = cast.FromDouble((probability - a.Memory[shares + k]) * scale);
            a.Memory[shares + k] = 0;
        }

        Group.Barrier();
    }
}
