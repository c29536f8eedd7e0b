namespace RnnGen.Compiler.Model;

/// <summary>The softmax of a query's scores against a memory, by which the memory's values are summed.</summary>
internal sealed record AttentionLayer : LayerSpec
{
    public required Score Score { get; init; }

    /// <summary>Units in which queries and keys meet, where <see cref="HasUnits"/>; else 0.</summary>
    public int Units { get; init; }

    public bool HasUnits => Score is Score.Concat or Score.Additive;
}
