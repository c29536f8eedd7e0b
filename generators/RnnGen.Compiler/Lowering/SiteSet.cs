using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>All dropout sites of a model.</summary>
internal sealed class SiteSet
{
    public List<Site> All { get; } = [];

    /// <summary>Adds a site and returns its number.</summary>
    public int Add(Site site)
    {
        All.Add(site);
        return All.Count - 1;
    }
}
