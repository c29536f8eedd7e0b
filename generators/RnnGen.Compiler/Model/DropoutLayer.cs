namespace RnnGen.Compiler.Model;

/// <summary>Inverted dropout; off in evaluation.</summary>
internal sealed record DropoutLayer : LayerSpec
{
    public required double Rate { get; init; }

    /// <summary>One mask a row and sequence instead of one a step.</summary>
    public bool PerSequence { get; init; }
}
