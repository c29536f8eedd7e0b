namespace RnnGen.Kernels.Tests;

/// <summary>Attention of one query in double, in plain loops.</summary>
internal sealed class AttentionReference
{
    /// <summary>The query. [size]</summary>
    public required double[] Query { get; init; }

    /// <summary>The keys of the valid steps. [length][size]</summary>
    public required double[][] Keys { get; init; }

    /// <summary>The values of the valid steps. [length][width]</summary>
    public required double[][] Values { get; init; }

    /// <summary>The vector of additive scores; null for scaled dot products.</summary>
    public double[]? Vector { get; init; }

    public double Scale { get; init; } = 1;

    public double[] Scores => [.. Keys.Select(key => Vector is null
        ? Scale * Query.Select((q, j) => q * key[j]).Sum()
        : Query.Select((q, j) => Vector[j] * Math.Tanh(q + key[j])).Sum())];

    public double[] Weights
    {
        get
        {
            double[] scores = Scores;
            double[] e = [.. scores.Select(score => Math.Exp(score - scores.Max()))];
            return [.. e.Select(x => x / e.Sum())];
        }
    }

    /// <summary>The sum of the values by weight; zeros where there are none.</summary>
    public double[] Context(int width)
    {
        double[] weights = Weights;
        return [.. Enumerable.Range(0, width).Select(j => weights.Select((w, s) => w * Values[s][j]).Sum())];
    }

    /// <summary>The slope of dContext . context along a number of the operands, by central differences.</summary>
    public double Slope(double[] dContext, double[] operand, int j)
    {
        const double step = 1e-5;
        double before = operand[j];
        operand[j] = before + step;
        double above = Loss(dContext);
        operand[j] = before - step;
        double below = Loss(dContext);
        operand[j] = before;
        return (above - below) / (2 * step);
    }

    private double Loss(double[] dContext) => Context(dContext.Length).Select((c, j) => c * dContext[j]).Sum();
}
