namespace RnnGen;

/// <summary>The scores of one step.</summary>
internal sealed unsafe class StepScores<T>(int rows, int width)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _values = new T[checked(rows * width)];

    /// <summary>All of them. [rows, width]</summary>
    public Span<T> All => _values;

    /// <summary>A row's logits. [width]</summary>
    public ReadOnlySpan<T> this[int row] => _values.AsSpan(row * width, width);

    /// <summary>The logarithm of the sum of a row's exponentials: a logit less this is a log-probability.</summary>
    /// <exception cref="ArithmeticException">The scores are no distribution.</exception>
    public double Normalizer(int row)
    {
        fixed (T* x = this[row])
        {
            double max = Softmax<T>.Maximum(x, width);
            double normalizer = max + ScalarMath.Log(Softmax<T>.Exponentials(x, width, max, null));
            return double.IsFinite(normalizer)
                ? normalizer
                : throw new ArithmeticException(
                    "The scores of a step are NaN or infinite, so that there is no token to choose.");
        }
    }
}
