using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>
/// The context of a query: of all steps of a sequence at once, or of one step. What belongs to the memory is written
/// outside of a Scan, where all steps of the query find it.
/// </summary>
internal sealed class AttentionNodes(
    NetworkExport network, GraphWriter graph, MemoryStructure memory, bool isTimeMajor)
{
    private const double Nothing = -1e30;

    private readonly GraphWriter _outside = network.Graph;

    public string Write(string query)
    {
        string values = _outside.Transpose(network.Value(memory.Values), 1, 0, 2); // [B, S, W]
        string? mask = network.Mask(memory.Keys.Axis);
        string? valid = mask is null ? null : _outside.Transpose(mask, 1, 2, 0); // [B, 1, S]
        string q = isTimeMajor ? graph.Transpose(query, 1, 0, 2) : graph.Unsqueeze(query, 1); // [B, T, Q]
        string scores = memory.Score == ScoreKind.Dot ? Dot(q) : Additive(q); // [B, T, S]
        if (valid is not null)
            scores = graph.Add("Where", valid, scores, graph.Constant(Nothing));
        string weights = graph.Add("Softmax", [scores], GraphWriter.Int("axis", -1));

        // of a memory without steps nothing is left
        if (valid is not null)
            weights = graph.Add("Where", valid, weights, graph.Constant(0));
        string context = graph.Add("MatMul", weights, values); // [B, T, W]
        return isTimeMajor ? graph.Transpose(context, 1, 0, 2) : graph.Squeeze(context, 1);
    }

    private string Dot(string query)
    {
        string scores = graph.Add("MatMul", query, _outside.Transpose(network.Value(memory.Keys), 1, 2, 0));
        return memory.Scale == 1 ? scores : graph.Add("Mul", scores, graph.Constant(memory.Scale));
    }

    private string Additive(string query)
    {
        VectorPart part = memory.Vector!.Value;
        int units = memory.Keys.Size;
        string keys = _outside.Unsqueeze(_outside.Transpose(network.Value(memory.Keys), 1, 0, 2), 1); // [B, 1, S, K]
        string vector = graph.Weights(
            network.Structure.Info.Parameters[part.Parameter].Name,
            network.Parameters[part.Parameter][part.First..(part.First + units)], units, 1);
        string meeting = graph.Add("Tanh", graph.Add("Add", graph.Unsqueeze(query, 2), keys));
        return graph.Squeeze(graph.Add("MatMul", meeting, vector), -1);
    }
}
