using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>All dropout sites of a model.</summary>
internal sealed class SiteSet
{
    public List<Site> All { get; } = [];

    /// <summary>What mask nodes refer to: a site and the first of its columns.</summary>
    public List<(int Site, int Column)> Views { get; } = [];

    /// <summary>Adds a site, or finds the one of the same name, and returns its number.</summary>
    public int Add(Site site)
    {
        int known = All.FindIndex(other => other.Name == site.Name);
        if (known >= 0)
            return known;
        All.Add(site);
        return All.Count - 1;
    }

    /// <summary>The view of a site from a column on.</summary>
    public int View(int site, int column)
    {
        int known = Views.IndexOf((site, column));
        if (known >= 0)
            return known;
        Views.Add((site, column));
        return Views.Count - 1;
    }
}
