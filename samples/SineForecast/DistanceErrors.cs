namespace SineForecast;

/// <summary>Root mean squared error of forecasts of one value a step, by how far they look ahead.</summary>
/// <param name="truth">The whole series.</param>
/// <param name="starts">Where in it each forecast begins.</param>
/// <param name="forecasts">The forecasts. [forecast, step, 1]</param>
internal sealed class DistanceErrors(float[] truth, int[] starts, float[,,] forecasts)
{
    /// <summary>The error that many steps ahead, from 1.</summary>
    public double this[int ahead]
    {
        get
        {
            double squares = 0;
            for (int i = 0; i < starts.Length; i++)
            {
                double error = truth[starts[i] + ahead - 1] - forecasts[i, ahead - 1, 0];
                squares += error * error;
            }

            return Math.Sqrt(squares / starts.Length);
        }
    }
}
