using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Scores v . tanh(q + k) of one query row with its memory (Bahdanau et al. 2015), and their gradients.
/// </summary>
internal static unsafe class AdditiveScores<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>score(t, s) = sum over units of v tanh(q(t) + k(s)), chained and summed as a dot product is.</summary>
    /// <param name="o">The operands of one query row.</param>
    /// <param name="steps">Steps of the query row.</param>
    /// <param name="length">Steps of its memory.</param>
    /// <param name="scoreStep">Floats between steps of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in AttentionOperands<T> o, int steps, int length, long scoreStep)
    {
        T* v = o.Vector;
        int whole = o.Size / V.Count * V.Count;
        int rest = o.Size - whole;
        for (long t = 0; t < steps; t++)
        {
            T* q = o.Queries + (t * o.QueryRow);
            T* scores = o.ScoresOrWeights + (t * scoreStep);
            T* k = o.Keys;
            for (int s = 0; s < length; s++, k += o.KeyRow)
            {
                V sum = V.Zero;
                for (int j = 0; j < whole; j += V.Count)
                    sum = V.MultiplyAdd(V.Tanh(V.Load(q + j) + V.Load(k + j)), v + j, sum);
                if (rest > 0)
                {
                    V e = V.First(V.Tanh(V.Load(q + whole) + V.Load(k + whole)), rest);
                    sum = V.MultiplyAdd(e, V.First(V.Load(v + whole), rest), sum);
                }

                scores[s] = V.Sum(sum);
            }
        }
    }

    /// <summary>
    /// With e = tanh(q + k) and g = dscore v (1 - e e): dq is the sum of g over the memory, the share of dv that of
    /// dscore e, both by ascending step; each dk goes on by g.
    /// </summary>
    /// <param name="o">The operands of one query row.</param>
    /// <param name="d">Its gradients.</param>
    /// <param name="steps">Steps of the query row.</param>
    /// <param name="length">Steps of its memory.</param>
    /// <param name="scoreStep">Floats between steps of the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        in AttentionOperands<T> o, in AttentionGradients<T> d, int steps, int length, long scoreStep)
    {
        for (long t = 0; t < steps; t++)
        {
            T* dscores = d.Scores + (t * scoreStep);
            for (int j = 0; j < o.Size; j += V.Count)
            {
                V q = V.Load(o.Queries + (t * o.QueryRow) + j), v = V.Load(o.Vector + j);
                V dq = V.Zero, dv = V.Zero;
                T* k = o.Keys + j;
                T* dk = d.Keys + j;
                for (int s = 0; s < length; s++, k += o.KeyRow, dk += d.KeyRow)
                {
                    V ds = V.Broadcast(dscores + s);
                    V e = V.Tanh(q + V.Load(k));
                    V g = ds * v * (V.Constant(1) - (e * e));
                    dv = V.MultiplyAdd(ds, e, dv);
                    dq += g;
                    V.Store(dk, V.Load(dk) + g);
                }

                V.Store(d.Queries + (t * d.QueryRow) + j, dq);
                V.Store(d.Vector + (t * d.VectorRow) + j, dv);
            }
        }
    }
}
