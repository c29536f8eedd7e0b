namespace RnnGen.Golden.Tests;

/// <summary>Every value of a tensor.</summary>
internal sealed class TensorExpected(int[] shape, double[] values) : IExpected
{
    public int[] Shape => shape;

    public double[] Values => values;

    public double Error(double[] actual)
    {
        if (actual.Length != values.Length)
            return double.NaN;
        double scale = values.Aggregate(1.0, (most, value) => Math.Max(most, Math.Abs(value)));
        double worst = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double error = Math.Abs(actual[i] - values[i]) / scale;
            if (!(error <= worst))
                worst = error;
        }

        return worst;
    }
}
