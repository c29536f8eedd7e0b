using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>One row of weights over a memory: the softmax of its scores. Sums are by ascending register.</summary>
internal static unsafe class Alignment<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>Scales the scores, whose largest is then subtracted, and writes their softmax.</summary>
    /// <param name="scores">The scores; 0 beyond <paramref name="length"/> from now on. [room]</param>
    /// <param name="weights">The weights; may be the scores. [room]</param>
    /// <param name="length">Steps of the memory, at least 1.</param>
    /// <param name="room">Floats in a row, a multiple of the block.</param>
    /// <param name="scale">What the scores are multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights(T* scores, T* weights, int length, long room, double scale)
    {
        // The last register's other lanes must be no larger than the largest.
        int end = (length + V.Count - 1) / V.Count * V.Count;
        for (int s = length; s < end; s++)
            scores[s] = scores[0];
        V largest = V.Load(scores) * V.Constant(scale);
        for (int s = 0; s < end; s += V.Count)
        {
            V score = V.Load(scores + s) * V.Constant(scale);
            largest = V.Max(largest, score);
            V.Store(scores + s, score);
        }

        largest = V.Create(V.MaxAcross(largest));
        V sum = V.Zero;
        for (int s = 0; s < end; s += V.Count)
        {
            V score = V.Load(scores + s);
            V e = V.First(V.Exp(score - largest), length - s);
            sum += e;
            V.Store(scores + s, V.First(score, length - s));
            V.Store(weights + s, e);
        }

        sum = V.Create(V.Sum(sum));
        for (int s = 0; s < end; s += V.Count)
            V.Store(weights + s, V.Load(weights + s) / sum);
        Rows<V, T>.Clear(scores + end, room - end);
        Rows<V, T>.Clear(weights + end, room - end);
    }

    /// <summary>dscore = scale w (dw - sum of w dw), in the place of dw.</summary>
    /// <param name="weights">The weights, 0 beyond <paramref name="length"/>.</param>
    /// <param name="gradient">Their gradient.</param>
    /// <param name="length">Steps of the memory.</param>
    /// <param name="scale">What the scores were multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(T* weights, T* gradient, int length, double scale)
    {
        V sum = V.Zero;
        for (int s = 0; s < length; s += V.Count)
            sum = V.MultiplyAdd(V.Load(weights + s), V.First(V.Load(gradient + s), length - s), sum);
        sum = V.Create(V.Sum(sum));
        for (int s = 0; s < length; s += V.Count)
        {
            V d = V.Load(weights + s) * (V.Load(gradient + s) - sum);
            V.Store(gradient + s, d * V.Constant(scale));
        }
    }
}
