namespace RnnGen.Plots.Axes;

/// <summary>An axis of names, one beside the other: the first at 1, each in the middle of its place.</summary>
internal sealed class CategoryAxis(IReadOnlyList<string> names) : Axis(0.5, names.Count + 0.5)
{
    public int Count => names.Count;

    public override double Share(double value) => (value - Low) / (High - Low);

    /// <summary>All names, or each second, third and so on where there is no room for all.</summary>
    public override IReadOnlyList<Tick> Ticks(int count)
    {
        int every = Math.Max(1, (int)Math.Ceiling((double)names.Count / count));
        return [.. Enumerable.Range(0, names.Count).Where(i => i % every == 0).Select(i => new Tick(i + 1, names[i]))];
    }
}
