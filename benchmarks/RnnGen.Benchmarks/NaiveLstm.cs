namespace RnnGen.Benchmarks;

/// <summary>An LSTM layer as anyone would write it, to measure against.</summary>
internal static class NaiveLstm
{
    /// <summary>Runs a sequence and gives the first unit of the last step.</summary>
    public static float Run(float[] x, int steps, int features, ParameterSet<float> parameters)
    {
        ReadOnlySpan<float> w = parameters["lstm.weight_ih_l0"]; // [4H, F]
        ReadOnlySpan<float> u = parameters["lstm.weight_hh_l0"]; // [4H, H]
        ReadOnlySpan<float> b = parameters["lstm.bias_ih_l0"]; // [4H]
        int hidden = b.Length / 4;
        float[] h = new float[hidden], c = new float[hidden], z = new float[4 * hidden];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < z.Length; i++)
            {
                float sum = b[i];
                for (int k = 0; k < features; k++)
                    sum += w[(i * features) + k] * x[(t * features) + k];
                for (int k = 0; k < hidden; k++)
                    sum += u[(i * hidden) + k] * h[k];
                z[i] = sum;
            }

            for (int i = 0; i < hidden; i++)
            {
                c[i] = (Sigmoid(z[hidden + i]) * c[i]) + (Sigmoid(z[i]) * MathF.Tanh(z[(2 * hidden) + i]));
                h[i] = Sigmoid(z[(3 * hidden) + i]) * MathF.Tanh(c[i]);
            }
        }

        return h[0];
    }

    private static float Sigmoid(float v) => 1 / (1 + MathF.Exp(-v));
}
