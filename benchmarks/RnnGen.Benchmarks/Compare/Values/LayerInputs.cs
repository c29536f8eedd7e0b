using RnnGen.Benchmarks.Workloads;

namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>What the recurrent layers of a workload read.</summary>
internal static class LayerInputs
{
    /// <summary>The features, or the rows of the embedding that the tokens select. [B, T, I]</summary>
    public static float[] Of(Workload workload, Model<float> model)
    {
        Batch<float> batch = workload.Batch;
        if (!batch.HasTokens)
            return batch.Features.ToArray();

        int width = workload.Shape.Inputs;
        ReadOnlySpan<int> tokens = batch.Tokens.Span;
        ReadOnlySpan<float> table = model.Parameters["embedding.weight"];
        var x = new float[tokens.Length * width];
        for (int i = 0; i < tokens.Length; i++)
            table.Slice(tokens[i] * width, width).CopyTo(x.AsSpan(i * width));
        return x;
    }
}
