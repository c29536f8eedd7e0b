namespace RnnGen.Plots;

/// <summary>
/// Pictures of what a network does and of how it came to do it. Each method gives a <see cref="Picture"/>, which saves
/// itself as SVG or PNG.
/// </summary>
public static partial class Plot
{
    private const double Page = 672;

    private static double[] Doubles<T>(IReadOnlyList<T> values)
        where T : INumberBase<T>
        => [.. values.Select(double.CreateTruncating)];

    private static void RequireSome<T>(IReadOnlyCollection<T> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count == 0)
            throw new ArgumentException($"{name} is empty: there is nothing to show.", name);
    }

    private static void RequireNames(IEnumerable<string?> names, string name)
    {
        int index = 0;
        foreach (string? given in names)
        {
            if (given == null)
                throw new ArgumentException($"{name}[{index}] has no name: null.", name);
            index++;
        }
    }
}
