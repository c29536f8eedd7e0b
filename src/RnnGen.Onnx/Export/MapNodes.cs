using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>A region whose steps are computed side by side.</summary>
internal sealed class MapNodes(NetworkExport network, int number)
{
    public void Write()
    {
        RegionStructure region = network.Structure.Regions[number];
        var nodes = new StepNodes(network, network.Graph, region)
        {
            Inputs = [.. region.Inputs.Select(network.Value)],
            IsTimeMajor = region.PerStep,
        };
        for (int i = 0; i < region.Outputs.Count; i++)
            network.Set(number, i, nodes.Value(region.Outputs[i]));
    }
}
