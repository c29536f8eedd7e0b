namespace RnnGen.Compiler.Model;

/// <summary>Mean or maximum over the valid steps.</summary>
internal sealed record PoolLayer : LayerSpec
{
    public required PoolKind Pool { get; init; }
}
