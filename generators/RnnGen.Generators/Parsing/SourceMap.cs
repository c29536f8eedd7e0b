using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Parsing;

/// <summary>Where the nodes of a spec stand in the source. Kept out of the pipeline.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, Location> _locations = new(StringComparer.Ordinal);

    public void Add(string node, Location? location)
    {
        if (location is not null)
            _locations[node] = location;
    }

    public void AddAll(string prefix, SourceMap inner)
    {
        foreach (KeyValuePair<string, Location> pair in inner._locations)
            _locations[prefix + pair.Key] = pair.Value;
    }

    /// <summary>The location of the node, or of the nearest node around it.</summary>
    public Location Find(string node)
    {
        while (true)
        {
            if (_locations.TryGetValue(node, out Location? location))
                return location;
            int cut = node.LastIndexOfAny(['.', '[']);
            if (cut < 0)
                return _locations.TryGetValue("", out Location? root) ? root : Location.None;
            node = node.Substring(0, cut);
        }
    }
}
