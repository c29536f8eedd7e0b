namespace RnnGen;

/// <summary>Mean, deviation and range of each feature of a stream of vectors, in double.</summary>
internal sealed class FeatureStatistics(int features, string argument)
{
    private readonly double[] _mean = new double[features];
    private readonly double[] _squares = new double[features];
    private readonly double[] _least = Filled(features, double.PositiveInfinity);
    private readonly double[] _largest = Filled(features, double.NegativeInfinity);
    private long _count;

    public int Features => features;

    /// <summary>Adds vectors. [N, F]</summary>
    /// <param name="values">The vectors.</param>
    /// <param name="sample">Number of the sample they are from, for messages, or -1.</param>
    public void Add<T>(ReadOnlySpan<T> values, int sample = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            int f = i % features;
            double x = Real.ToDouble(values[i]);
            if (!double.IsFinite(x))
            {
                string at = sample < 0 ? $"element {i}" : $"sample {sample}, step {i / features}, feature {f}";
                throw new ArgumentException(
                    FormattableString.Invariant($"{argument} has {x} at {at}; finite numbers are needed."), argument);
            }

            if (f == 0)
                _count++;
            // Welford's update: no large sums whose difference would be small.
            double distance = x - _mean[f];
            _mean[f] += distance / _count;
            _squares[f] += distance * (x - _mean[f]);
            _least[f] = Math.Min(_least[f], x);
            _largest[f] = Math.Max(_largest[f], x);
        }
    }

    /// <summary>Mean 0 and population deviation 1.</summary>
    public Scaler Standardize()
    {
        RequireValues();
        var scale = new double[features];
        for (int f = 0; f < features; f++)
            scale[f] = ScaleOf(f, Math.Sqrt(_squares[f] / _count));
        return new Scaler(_mean, scale);
    }

    /// <summary>The range from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public Scaler MinMax(double low, double high)
    {
        RequireValues();
        double[] offset = new double[features], scale = new double[features];
        for (int f = 0; f < features; f++)
        {
            scale[f] = ScaleOf(f, (_largest[f] - _least[f]) / (high - low));
            offset[f] = _least[f] - (low * scale[f]);
        }

        return new Scaler(offset, scale);
    }

    private double ScaleOf(int feature, double scale)
    {
        if (!double.IsFinite(scale))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{argument} has feature {feature} from {_least[feature]} to {_largest[feature]}; ")
                + "its spread is no finite number.",
                argument);
        }

        return _least[feature] == _largest[feature] || scale == 0 ? 1 : scale;
    }

    private void RequireValues()
    {
        if (_count == 0)
            throw new ArgumentException($"{argument} has no values; at least one step is needed.", argument);
    }

    private static double[] Filled(int count, double value)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
