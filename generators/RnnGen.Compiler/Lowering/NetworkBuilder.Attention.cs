using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <content>What attention shows of itself.</content>
internal sealed partial class NetworkBuilder
{
    private readonly List<NetworkAlignment> _weights = [];

    /// <summary>Shows the weights of a region that attends to one of its memories.</summary>
    public NetworkAlignment Attends(string name, Region region, int memory = 0)
    {
        var weights = new NetworkAlignment(name, region, memory, IsScores: false);
        _weights.Add(weights);
        return weights;
    }

    /// <summary>What the model returns, and the weights whose names those have not taken.</summary>
    public IReadOnlyList<NetworkAlignment> Alignments(IReadOnlyList<NetworkAlignment> returned)
        => [.. returned, .. _weights.Where(weights => returned.All(one => one.Name != weights.Name))];
}
