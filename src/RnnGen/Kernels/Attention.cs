using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>
/// Attention: each query row scores the valid steps of its memory row, takes the softmax of the scores as weights and
/// sums the memory's values by them. A row whose memory is empty, and a row that has ended, gets zeros.
/// </summary>
/// <remarks>
/// A row's result depends on its own query and memory only. Every sum is one chain by ascending step of the memory, or
/// by ascending register of a row and then over its lanes; the gradients of a memory row go on by ascending step of the
/// query. So the bits depend on neither the other rows, nor on how many steps are covered at once, nor on the team.
/// </remarks>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Attention<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>
    /// Scores <paramref name="scale"/> q . k (Luong et al. 2015; scaled by 1 / sqrt(size): Vaswani et al. 2017).
    /// </summary>
    /// <param name="rows">Which rows read which memory.</param>
    /// <param name="operands">What is read and written.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="team">Who computes it: each member some of the query rows.</param>
    public static void Dot(in AttentionRows rows, in AttentionOperands<T> operands, double scale, Team team = default)
    {
        long step = rows.Rows * operands.WeightRow;
        Part part = team.Part(rows.Rows);
        for (long r = part.From; r < part.To; r++)
        {
            AttentionOperands<T> o = operands.OfRow(rows, r);
            int steps = rows.ReadingSteps(r), length = rows.Length(r);
            DotProducts<V, T>.Run(
                steps, length, o.Size, o.Queries, o.QueryRow, o.Keys, o.KeyRow, o.ScoresOrWeights, step);
            Read(rows, o, steps, length, scale);
        }
    }

    /// <summary>Scores v . tanh(q + k) (Bahdanau et al. 2015).</summary>
    /// <param name="rows">Which rows read which memory.</param>
    /// <param name="operands">What is read and written.</param>
    /// <param name="team">Who computes it: each member some of the query rows.</param>
    public static void Additive(in AttentionRows rows, in AttentionOperands<T> operands, Team team = default)
    {
        Part part = team.Part(rows.Rows);
        for (long r = part.From; r < part.To; r++)
        {
            AttentionOperands<T> o = operands.OfRow(rows, r);
            int steps = rows.ReadingSteps(r), length = rows.Length(r);
            AdditiveScores<V, T>.Run(o, steps, length, rows.Rows * o.WeightRow);
            Read(rows, o, steps, length, scale: 1);
        }
    }

    /// <summary>The gradients of <see cref="Dot"/>.</summary>
    /// <param name="rows">Which rows read which memory; a memory row is read by one query row.</param>
    /// <param name="operands">What <see cref="Dot"/> read, and the weights that it wrote.</param>
    /// <param name="gradients">What is read and written.</param>
    /// <param name="scale">What scores were multiplied by.</param>
    /// <param name="team">Who computes it: each member some of the query rows.</param>
    public static void DotBackward(
        in AttentionRows rows, in AttentionOperands<T> operands, in AttentionGradients<T> gradients, double scale,
        Team team = default)
    {
        long step = rows.Rows * operands.WeightRow;
        Part part = team.Part(rows.Rows);
        for (long r = part.From; r < part.To; r++)
        {
            AttentionOperands<T> o = operands.OfRow(rows, r);
            AttentionGradients<T> d = gradients.OfRow(rows, r, o.WeightRow);
            int steps = rows.ReadingSteps(r), length = rows.Length(r);
            ScoreGradients(o, d, steps, length, step, scale);
            WeighedSums(steps, length, o.Size, d.Scores, step, o.Keys, o.KeyRow, d.Queries, d.QueryRow);
            Outer<V, T>.Accumulate(
                steps, length, Padded(o.Size), d.Scores, step, o.Queries, o.QueryRow, d.Keys, d.KeyRow);
            ClearFrom(steps, rows.Steps, d.Queries, d.QueryRow, Padded(o.Size));
        }
    }

    /// <summary>The gradients of <see cref="Additive"/>.</summary>
    /// <param name="rows">Which rows read which memory; a memory row is read by one query row.</param>
    /// <param name="operands">What <see cref="Additive"/> read, and the weights that it wrote.</param>
    /// <param name="gradients">What is read and written.</param>
    /// <param name="team">Who computes it: each member some of the query rows.</param>
    public static void AdditiveBackward(
        in AttentionRows rows, in AttentionOperands<T> operands, in AttentionGradients<T> gradients,
        Team team = default)
    {
        long step = rows.Rows * operands.WeightRow;
        Part part = team.Part(rows.Rows);
        for (long r = part.From; r < part.To; r++)
        {
            AttentionOperands<T> o = operands.OfRow(rows, r);
            AttentionGradients<T> d = gradients.OfRow(rows, r, o.WeightRow);
            int steps = rows.ReadingSteps(r), length = rows.Length(r);
            ScoreGradients(o, d, steps, length, step, scale: 1);
            AdditiveScores<V, T>.Backward(o, d, steps, length, step);
            ClearFrom(steps, rows.Steps, d.Queries, d.QueryRow, Padded(o.Size));
            ClearFrom(steps, rows.Steps, d.Vector, d.VectorRow, Padded(o.Size));
        }
    }

    /// <summary>From one row's scores to its weights and context.</summary>
    private static void Read(
        in AttentionRows rows, in AttentionOperands<T> o, int steps, int length, double scale)
    {
        long step = rows.Rows * o.WeightRow;
        T* scores = o.ScoresOrWeights;
        for (long t = 0; t < steps; t++)
            Alignment<V, T>.Weights(scores + (t * step), o.Weights + (t * step), length, o.WeightRow, scale);
        WeighedSums(steps, length, o.Width, o.Weights, step, o.Values, o.ValueRow, o.Context, o.ContextRow);
        ClearFrom(steps, rows.Steps, o.Weights, step, o.WeightRow);
        ClearFrom(steps, rows.Steps, scores, step, o.WeightRow);
        ClearFrom(steps, rows.Steps, o.Context, o.ContextRow, Padded(o.Width));
    }

    /// <summary>The gradients of one row's values and scores.</summary>
    private static void ScoreGradients(
        in AttentionOperands<T> o, in AttentionGradients<T> d, int steps, int length, long step, double scale)
    {
        Outer<V, T>.Accumulate(
            steps, length, Padded(o.Width), o.Weights, step, d.Context, d.ContextRow, d.Values, d.ValueRow);
        DotProducts<V, T>.Run(
            steps, length, o.Width, d.Context, d.ContextRow, o.Values, o.ValueRow, d.Scores, step);
        for (long t = 0; t < steps; t++)
            Alignment<V, T>.Gradient(o.Weights + (t * step), d.Scores + (t * step), length, scale);
    }

    /// <summary>result[t] = sum over s of weights[t, s] memory[s], s ascending, one chain of MultiplyAdd.</summary>
    private static void WeighedSums(
        int steps, int length, int width, T* weights, long weightStep, T* memory, long memoryStep, T* result,
        long resultStep)
    {
        T* zero = stackalloc T[Panels.Block<T>()];
        Rows<V, T>.Clear(zero, Panels.Block<T>());
        Operands<T> o = default;
        o.K = length;
        o.A = weights;
        o.ARow = weightStep;
        o.AStep = 1;
        o.BStep = memoryStep;
        o.Start = zero;
        o.CRow = resultStep;
        o.Column = V.Count;
        o.Third = 2 * V.Count;
        int registers = Padded(width) / V.Count;
        int wide = V.Count == Panels.Block<T>() ? 4 : 2;
        for (int i = 0; i < registers; i += wide)
        {
            o.B = memory + (i * V.Count);
            o.C = result + (i * V.Count);
            Tiles<V, T>.Run(o, steps, Math.Min(wide, registers - i), near: true);
        }
    }

    /// <summary>Zeroes a row at the steps that have nothing to read.</summary>
    private static void ClearFrom(long first, long steps, T* row, long step, long count)
    {
        for (long t = first; t < steps; t++)
            Rows<V, T>.Clear(row + (t * step), count);
    }

    private static int Padded(int units) => Panels.Blocks<T>(units) * Panels.Block<T>();
}
