namespace RnnGen;

/// <summary>Reads labels from the outputs of a model with <see cref="CtcAttribute"/>.</summary>
public static class CtcDecoder
{
    /// <summary>
    /// The labels of the best path: the largest output of each step, repetitions as one, blanks left out.
    /// </summary>
    /// <param name="outputs">The outputs. [T, K]</param>
    /// <param name="width">Number of outputs K of a step.</param>
    /// <param name="blank">The blank's output.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The length is no multiple of K, there is no such output, or a step is no distribution: it has NaN, positive
    /// infinity or no finite number.
    /// </exception>
    public static int[] Greedy<T>(ReadOnlySpan<T> outputs, int width, int blank = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int steps = Check(outputs, width, blank);
        var labels = new List<int>();
        int before = blank;
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<T> x = outputs.Slice(t * width, width);
            int best = 0;
            for (int k = 1; k < width; k++)
            {
                if (x[k] > x[best])
                    best = k;
            }

            if (best != blank && best != before)
                labels.Add(best);
            before = best;
        }

        return [.. labels];
    }

    /// <summary>
    /// The most probable labellings by prefix beam search (Graves 2012; Hannun et al. 2014): at each step the prefixes
    /// with the largest probability are kept, each with the probability of all alignments that lead to it.
    /// </summary>
    /// <param name="outputs">The outputs (logits). [T, K]</param>
    /// <param name="width">Number of outputs K of a step.</param>
    /// <param name="beams">Prefixes to keep, at least 1; with as many as there are the result is exact.</param>
    /// <param name="count">How many labellings to return, at least 1.</param>
    /// <param name="blank">The blank's output.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <returns>Labellings, the most probable one first; of equals in the order of their labels.</returns>
    /// <exception cref="ArgumentException">
    /// The length is no multiple of K, there is no such output, or a step is no distribution: it has NaN, positive
    /// infinity or no finite number.
    /// </exception>
    public static IReadOnlyList<CtcLabelling> Beam<T>(
        ReadOnlySpan<T> outputs, int width, int beams = 16, int count = 1, int blank = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int steps = Check(outputs, width, blank);
        ArgumentOutOfRangeException.ThrowIfLessThan(beams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var search = new CtcBeamSearch(beams, blank);
        var scores = new double[width];
        for (int t = 0; t < steps; t++)
        {
            LogSoftmax(outputs.Slice(t * width, width), scores);
            search.Step(scores);
        }

        return search.Best(count);
    }

    private static int Check<T>(ReadOnlySpan<T> outputs, int width, int blank)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if ((uint)blank >= (uint)width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(blank), blank, $"blank is {blank}; outputs are 0 to {width - 1}.");
        }

        int steps = Require.Multiple(outputs.Length, width, nameof(outputs));
        for (int t = 0; t < steps; t++)
            IsDistribution(outputs.Slice(t * width, width), t);
        return steps;
    }

    private static void IsDistribution<T>(ReadOnlySpan<T> outputs, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isAny = false;
        for (int k = 0; k < outputs.Length; k++)
        {
            isAny |= T.IsFinite(outputs[k]);
            if (T.IsNaN(outputs[k]) || T.IsPositiveInfinity(outputs[k]))
                Throw($"{outputs[k]} at output {k}");
        }

        if (!isAny)
            Throw("no finite number");

        void Throw(string what) => throw new ArgumentException(
            $"{nameof(outputs)} has {what} of step {step}; that is no distribution.", nameof(outputs));
    }

    private static unsafe void LogSoftmax<T>(ReadOnlySpan<T> outputs, double[] scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* x = outputs)
        {
            double max = Softmax<T>.Maximum(x, outputs.Length);
            double partition = max + ScalarMath.Log(Softmax<T>.Exponentials(x, outputs.Length, max, null));
            for (int k = 0; k < scores.Length; k++)
                scores[k] = FloatCast<T>.ToDouble(x[k]) - partition;
        }
    }
}
