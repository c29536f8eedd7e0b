using System.Runtime.Intrinsics;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// What parameters start from: a function of the seed, the tensor's index and the place in the tensor, computed from
/// integers and correctly rounded operations, so that every machine starts from the same bits.
/// </summary>
public static class ParameterInitializer
{
    /// <summary>Fills all tensors of a flat buffer.</summary>
    /// <param name="values">The flat parameters.</param>
    /// <param name="parameters">Its tensors.</param>
    /// <param name="seed">The seed.</param>
    public static void FillAll<T>(Span<T> values, IReadOnlyList<ParameterInfo> parameters, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        for (int i = 0; i < parameters.Count; i++)
        {
            ParameterInfo info = parameters[i];
            Fill(values.Slice(checked((int)info.Offset), checked((int)info.Length)), info, seed, i);
        }
    }

    /// <summary>Fills one tensor, block of rows by block of rows.</summary>
    /// <param name="tensor">The tensor, row-major.</param>
    /// <param name="info">Its shape and blocks.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="tensorIndex">The tensor's index in the model.</param>
    /// <exception cref="ArgumentException">The span's length or the blocks' rows do not fit the shape.</exception>
    public static void Fill<T>(Span<T> tensor, ParameterInfo info, ulong seed, int tensorIndex)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(info);
        if (tensor.Length != info.Length)
        {
            throw new ArgumentException(
                $"'{info.Name}' has {info.Length} floats, not {tensor.Length}.", nameof(tensor));
        }

        int blockRows = info.Blocks.Sum(static block => block.Rows);
        if (blockRows != info.Rows)
        {
            throw new ArgumentException(
                $"'{info.Name}' has {info.Rows} rows, its blocks have {blockRows}.", nameof(info));
        }

        ulong key = CounterRandom.DeriveKey(seed, RandomPurpose.Initialisation, (ulong)tensorIndex);
        int columns = Math.Max(1, info.Columns);
        int row = 0;
        foreach (InitialBlock block in info.Blocks)
        {
            long first = (long)row * columns;
            FillBlock(tensor.Slice((int)first, block.Rows * columns), columns, block, key, (ulong)first);
            row += block.Rows;
        }
    }

    private static void FillBlock<T>(Span<T> block, int columns, InitialBlock info, ulong key, ulong first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (info.Kind)
        {
            case InitialKind.Constant:
                block.Fill(T.CreateTruncating(info.Value));
                break;
            case InitialKind.Uniform:
                for (int i = 0; i < block.Length; i++)
                    block[i] = T.CreateTruncating(info.Value * Symmetric(key, first + (ulong)i));
                break;
            case InitialKind.Normal:
                for (int i = 0; i < block.Length; i++)
                    block[i] = T.CreateTruncating(info.Value * Normal(key, first + (ulong)i));
                break;
            case InitialKind.Orthogonal:
                FillOrthogonal(block, columns, info.Value, key, first);
                break;
            case InitialKind.Identity:
                block.Clear();
                for (int i = 0; i < Math.Min(columns, info.Rows); i++)
                    block[(i * columns) + i] = T.CreateTruncating(info.Value);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(info), info.Kind, "Unknown distribution.");
        }
    }

    /// <summary>Uniform in [-1, 1), a multiple of 2^-23: with 24 bits, no product rounds up to its bound.</summary>
    private static double Symmetric(ulong key, ulong place) =>
        (2.0 * CounterRandom.UniformFloat(key, (ulong)InitialKind.Uniform, place)) - 1;

    /// <summary>
    /// Standard normal by the transform of Box and Muller (1958), one Philox block for two neighbours.
    /// </summary>
    private static double Normal(ulong key, ulong place)
    {
        ulong words = CounterRandom.Bits64(key, (ulong)InitialKind.Normal, place & ~1UL);
        double u = ((words >> 11) + 1) * (1.0 / (1L << 53)); // (0, 1]
        double angle = 2 * CounterRandom.UniformDouble(key, (ulong)InitialKind.Normal, place | 1);
        double radius = Math.Sqrt(-2 * PortableMath.Log(u));
        return radius * ((place & 1) == 0 ? PortableMath.CosPi(angle) : PortableMath.SinPi(angle));
    }

    /// <summary>
    /// Gram and Schmidt, each vector orthogonalised twice, on normal vectors: the Q of a QR decomposition whose R has a
    /// positive diagonal, which is uniform over the orthogonal matrices (Mezzadri 2007; Saxe et al. 2014).
    /// </summary>
    private static void FillOrthogonal<T>(Span<T> block, int columns, double gain, ulong key, ulong first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = block.Length / columns;
        bool tall = rows > columns;
        (int count, int length) = tall ? (columns, rows) : (rows, columns);
        double[] vectors = new double[count * length];
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = Normal(key, first + (ulong)i);
        for (int v = 0; v < count; v++)
        {
            Span<double> vector = vectors.AsSpan(v * length, length);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int u = 0; u < v; u++)
                {
                    ReadOnlySpan<double> other = vectors.AsSpan(u * length, length);
                    Subtract(vector, other, Dot(vector, other));
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            foreach (ref double value in vector)
                value /= norm;
        }

        for (int v = 0; v < count; v++)
        {
            for (int k = 0; k < length; k++)
            {
                int place = tall ? (k * columns) + v : (v * columns) + k;
                block[place] = T.CreateTruncating(gain * vectors[(v * length) + k]);
            }
        }
    }

    /// <summary>Four chains, no FMA: the same bits on every machine.</summary>
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 4; i += 4)
            sum += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
        double total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; i < a.Length; i++)
            total += a[i] * b[i];
        return total;
    }

    private static void Subtract(Span<double> target, ReadOnlySpan<double> direction, double factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] -= factor * direction[i];
    }
}
