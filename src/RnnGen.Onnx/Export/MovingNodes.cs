using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>Regions without equations: what looks up or moves.</summary>
internal sealed class MovingNodes(NetworkExport network, int number)
{
    private readonly GraphWriter _graph = network.Graph;
    private readonly RegionStructure _region = network.Structure.Regions[number];

    public void Write()
    {
        switch (_region.Kind)
        {
            case RegionKind.Embedding:
                network.Set(number, 0, _graph.Add("Gather", Table(), network.Tokens(_region.TokenInput)));
                break;
            case RegionKind.Recut:
                string joined = _graph.Concat([.. _region.Inputs.Select(network.Value)], -1);
                string[] parts = _graph.Split(joined, _region.OutputSizes);
                for (int i = 0; i < parts.Length; i++)
                    network.Set(number, i, parts[i]);
                break;
            case RegionKind.Reorder:
                network.Set(number, 0, network.Value(_region.Inputs[0]));
                break;
            case RegionKind.Reverse:
                network.Set(number, 0, _graph.Add(
                    "ReverseSequence",
                    [network.Value(_region.Inputs[0]), network.LongLengthsOf(_region.Axis)],
                    GraphWriter.Int("time_axis", 0), GraphWriter.Int("batch_axis", 1)));
                break;
            case RegionKind.Gather:
                network.Set(number, 0, Gather());
                break;
            default:
                throw new NotSupportedException($"{_region.Kind} has equations.");
        }
    }

    private string Table()
    {
        Program.ParameterInfo info = network.Structure.Info.Parameters[_region.Table];
        return _graph.Weights(info.Name, network.Parameters[_region.Table], info.Rows, info.Columns);
    }

    /// <summary>out[t, b] = x[at[t, b], b], zero where the row has no such step.</summary>
    private string Gather()
    {
        ValueReference x = _region.Inputs[0];
        string at = _graph.Unsqueeze(network.Tokens(_region.TokenInput), 2);
        string lengths = _graph.Unsqueeze(network.LongLengthsOf(x.Axis), 0, 2);
        string last = _graph.Add("Sub", network.Steps(x.Axis), _graph.Integers(1));
        string places = _graph.Add("Expand", _graph.Add("Min", at, last), _graph.Integers(1, 1, x.Size));
        string rows = _graph.Add("GatherElements", [network.Value(x), places], GraphWriter.Int("axis", 0));
        return _graph.Add("Where", _graph.Add("Less", at, lengths), rows, _graph.Constant(0));
    }
}
