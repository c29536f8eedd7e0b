namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>Compares what a peer wrote with what RnnGen computed.</summary>
internal static class ValueCheck
{
    /// <summary>Outputs and gradients: a share of the tensor's largest value.</summary>
    public const double RelativeBound = 1e-4;

    /// <summary>
    /// Parameters after three Adam steps: 3 % of the distance of 0.003 that such steps move a parameter. Adam divides
    /// the gradient by its own size, so that the rounding of a gradient near zero becomes a visible share of a step.
    /// </summary>
    public const double TrainedBound = 1e-4;

    /// <summary>What of a kind was written against what was computed; null where nothing was.</summary>
    /// <param name="own">RnnGen's values.</param>
    /// <param name="folder">What the peer wrote.</param>
    /// <param name="kind">forward, layers, stream, gradient or train.</param>
    public static Difference? Of(IReadOnlyDictionary<string, float[]> own, string folder, string kind) =>
        Of(own, name => TensorFile.Read(folder, name), kind);

    /// <summary>The same, of values that are found by name; null where there are none.</summary>
    public static Difference? Of(
        IReadOnlyDictionary<string, float[]> own, Func<string, float[]?> find, string kind)
    {
        string group = kind == "train" ? "trained" : kind;
        double absolute = 0, relative = 0;
        int found = 0;
        foreach ((string name, float[] expected) in own)
        {
            if (name != group && !name.StartsWith(group + "/", StringComparison.Ordinal))
                continue;
            if (find(name) is not { } actual || actual.Length != expected.Length)
                return null;
            found++;
            (double difference, double largest) = Largest(expected, actual);
            absolute = Math.Max(absolute, difference);
            relative = Math.Max(relative, difference / largest);
        }

        if (found == 0)
            return null;
        return group == "trained"
            ? new Difference(absolute, relative, TrainedBound, IsAbsolute: true)
            : new Difference(absolute, relative, RelativeBound, IsAbsolute: false);
    }

    // Math.Max hands NaN on, so that one in either is a difference.
    private static (double Difference, double Value) Largest(float[] expected, float[] actual)
    {
        double difference = 0, value = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
            value = Math.Max(value, Math.Abs((double)expected[i]));
        }

        return (difference, Math.Max(value, 1e-30));
    }
}
