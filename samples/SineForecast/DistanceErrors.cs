namespace SineForecast;

/// <summary>Root mean squared error of forecasts, by how far they look ahead.</summary>
internal sealed class DistanceErrors(int steps)
{
    private readonly double[] _squares = new double[steps];
    private int _count;

    /// <summary>The error that many steps ahead, from 1.</summary>
    public double this[int ahead] => Math.Sqrt(_squares[ahead - 1] / _count);

    /// <summary>Adds a forecast of a series of one value a step.</summary>
    public void Add(ReadOnlySpan<float> truth, float[,] forecast)
    {
        for (int step = 0; step < _squares.Length; step++)
        {
            double error = truth[step] - forecast[step, 0];
            _squares[step] += error * error;
        }

        _count++;
    }
}
