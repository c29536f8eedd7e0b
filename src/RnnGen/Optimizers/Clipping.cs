using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RnnGen;

/// <summary>Gradient clipping, as torch.nn.utils defines it (Pascanu, Mikolov and Bengio, ICML 2013).</summary>
/// <remarks>
/// Norms are summed in double over chunks of <see cref="ChunkLength"/> gradients, each in several chains, and the
/// chunks are added in order: whoever computes the chunks, and in what order, the norm has the same bits. A gradient
/// that is NaN or infinite makes the norm so, which is the check that <see cref="FirstNonFinite{T}"/> then explains.
/// </remarks>
public static class Clipping
{
    /// <summary>Gradients in a chunk of the sum.</summary>
    public const int ChunkLength = 4096;

    private const int Chains = 8;

    /// <summary>Number of chunks of a flat gradient; the length of the partial sums.</summary>
    public static int ChunkCount(int length) => (length / ChunkLength) + (length % ChunkLength == 0 ? 0 : 1);

    /// <summary>The norm of a flat gradient, in double; NaN or infinite if any gradient is.</summary>
    public static double Norm<T>(ReadOnlySpan<T> gradients, NormKind kind = NormKind.Euclidean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0;
        for (int i = 0; i < gradients.Length; i += ChunkLength)
        {
            int length = Math.Min(ChunkLength, gradients.Length - i);
            total = Join(total, ChunkSum(gradients.Slice(i, length), kind), kind);
        }

        return Finish(total, kind);
    }

    /// <summary>The norm from the chunks' sums, for those who compute them on several threads.</summary>
    /// <param name="chunkSums">One <see cref="ChunkSum{T}"/> a chunk, in order.</param>
    /// <param name="kind">The norm they were computed for.</param>
    public static double Norm(ReadOnlySpan<double> chunkSums, NormKind kind)
    {
        double total = 0;
        foreach (double sum in chunkSums)
            total = Join(total, sum, kind);
        return Finish(total, kind);
    }

    /// <summary>One chunk's sum of squares, sum of absolute values or largest absolute value.</summary>
    /// <param name="chunk">Gradients i * <see cref="ChunkLength"/> onward, all of the chunk.</param>
    /// <param name="kind">The norm.</param>
    public static double ChunkSum<T>(ReadOnlySpan<T> chunk, NormKind kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == NormKind.Euclidean)
        {
            var squares = default(SquareChains<T>);
            squares.Add(chunk);
            return squares.Total;
        }

        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= chunk.Length - Chains; i += Chains)
            Add(chunk.Slice(i, Chains), kind, ref low, ref high);
        if (i < chunk.Length)
        {
            Span<T> rest = stackalloc T[Chains];
            rest.Clear();
            chunk[i..].CopyTo(rest);
            Add<T>(rest, kind, ref low, ref high);
        }

        double total = 0;
        for (int k = 0; k < Chains; k++)
            total = Join(total, k < Chains / 2 ? low[k] : high[k - (Chains / 2)], kind);
        return total;
    }

    /// <summary>
    /// The factor that brings a norm down to at most <paramref name="maximum"/>: min(1, maximum / (norm + 1e-6)).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is negative or not finite.</exception>
    public static double Coefficient(double norm, double maximum) =>
        Math.Min(1, Check.AtLeastZero(maximum, nameof(maximum)) / (norm + 1e-6));

    /// <summary>
    /// Clips a flat gradient by its norm in place and returns the norm before; changes nothing if that is not finite.
    /// </summary>
    public static double ByNorm<T>(Span<T> gradients, double maximum, NormKind kind = NormKind.Euclidean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double norm = Norm<T>(gradients, kind);
        double coefficient = Coefficient(norm, maximum);
        if (!double.IsFinite(norm) || coefficient == 1)
            return norm;
        T factor = T.CreateTruncating(coefficient);
        foreach (ref T gradient in gradients)
            gradient *= factor;
        return norm;
    }

    /// <summary>Limits each gradient to [-limit, limit] in place; a NaN stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or not finite.</exception>
    public static void ByValue<T>(Span<T> gradients, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T high = T.CreateTruncating(Check.AtLeastZero(limit, nameof(limit)));
        T low = -high;
        foreach (ref T gradient in gradients)
            gradient = gradient > high ? high : gradient < low ? low : gradient;
    }

    /// <summary>Index of the first gradient that is NaN or infinite, or -1.</summary>
    public static int FirstNonFinite<T>(ReadOnlySpan<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (!T.IsFinite(gradients[i]))
                return i;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(
        ReadOnlySpan<T> values, NormKind kind, ref Vector256<double> low, ref Vector256<double> high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector256<double> a, b;
        if (typeof(T) == typeof(float))
            (a, b) = Vector256.Widen(Vector256.Create<T>(values).AsSingle());
        else
            (a, b) = (Vector256.Create<T>(values[..4]).AsDouble(), Vector256.Create<T>(values[4..]).AsDouble());
        if (kind == NormKind.Sum)
        {
            low += Vector256.Abs(a);
            high += Vector256.Abs(b);
        }
        else
        {
            low = Largest(low, Vector256.Abs(a));
            high = Largest(high, Vector256.Abs(b));
        }
    }

    /// <summary>Lane-wise maximum; once NaN, always NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Largest(Vector256<double> most, Vector256<double> size)
    {
        // NOTE: Vector256.Max treats NaN differently on .NET 8; a comparison does not.
        Vector256<double> stays = Vector256.GreaterThanOrEqual(most, size) | ~Vector256.Equals(most, most);
        return Vector256.ConditionalSelect(stays, most, size);
    }

    /// <summary>Sum or maximum; NaN wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Join(double a, double b, NormKind kind) => kind == NormKind.Largest ? Math.Max(a, b) : a + b;

    private static double Finish(double total, NormKind kind) =>
        kind == NormKind.Euclidean ? Math.Sqrt(total) : total;
}
