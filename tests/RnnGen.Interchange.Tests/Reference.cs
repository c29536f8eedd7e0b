namespace RnnGen.Interchange.Tests;

/// <summary>
/// The documented equations of other systems in plain loops over their own arrays, as far apart from RnnGen's as can
/// be.
/// </summary>
internal static class Reference
{
    /// <summary>A cell's step, from input and states to new states, of which the first is the output.</summary>
    public delegate double[][] Step(double[] x, double[][] states);

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    /// <summary>The outputs of all steps, from states of zeros.</summary>
    public static double[][] Run(Step step, double[][] inputs, int units, bool reversed = false)
    {
        var outputs = new double[inputs.Length][];
        double[][] states = [new double[units], new double[units]];
        for (int i = 0; i < inputs.Length; i++)
        {
            int t = reversed ? inputs.Length - 1 - i : i;
            states = step(inputs[t], states);
            outputs[t] = states[0];
        }

        return outputs;
    }

    /// <summary>Both directions side by side.</summary>
    public static double[][] Both(Step forward, Step backward, double[][] inputs, int units)
    {
        double[][] a = Run(forward, inputs, units), b = Run(backward, inputs, units, reversed: true);
        return [.. a.Zip(b, static (x, y) => (double[])[.. x, .. y])];
    }

    /// <summary>v M + b, of a matrix [in, columns] that begins at a row, and some of its columns.</summary>
    public static double[] Right(double[] v, float[] m, int columns, int row = 0, int first = 0, int count = -1)
    {
        var result = new double[count < 0 ? columns : count];
        for (int c = 0; c < result.Length; c++)
        {
            for (int r = 0; r < v.Length; r++)
                result[c] += v[r] * m[((row + r) * columns) + first + c];
        }

        return result;
    }

    /// <summary>M v, of rows [count, in] that begin at a row.</summary>
    public static double[] Left(float[] m, int row, int count, double[] v)
    {
        var result = new double[count];
        for (int r = 0; r < count; r++)
        {
            for (int c = 0; c < v.Length; c++)
                result[r] += m[((row + r) * v.Length) + c] * v[c];
        }

        return result;
    }

    public static double[] Part(float[] v, int first, int count) =>
        [.. v.Skip(first).Take(count).Select(static x => (double)x)];

    public static double[] Add(params double[][] terms) =>
        [.. Enumerable.Range(0, terms[0].Length).Select(i => terms.Sum(term => term[i]))];

    public static double[] Map(double[] a, Func<double, double> f) => [.. a.Select(f)];

    public static double[] Map(double[] a, double[] b, Func<double, double, double> f) => [.. a.Zip(b, f)];

    /// <summary>(1 - z) a + z b.</summary>
    public static double[] Mix(double[] z, double[] a, double[] b) =>
        [.. Enumerable.Range(0, z.Length).Select(i => ((1 - z[i]) * a[i]) + (z[i] * b[i]))];

    /// <summary>c' = f c + i g; h' = o tanh(c').</summary>
    public static double[][] Lstm(double[] i, double[] f, double[] g, double[] o, double[] c)
    {
        double[] next = [.. Enumerable.Range(0, c.Length).Select(u => (f[u] * c[u]) + (i[u] * g[u]))];
        return [Map(o, next, static (a, b) => a * Math.Tanh(b)), next];
    }
}
