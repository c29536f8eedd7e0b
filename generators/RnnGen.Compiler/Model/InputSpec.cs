namespace RnnGen.Compiler.Model;

/// <summary>What a model reads at each step.</summary>
internal sealed record InputSpec
{
    /// <summary>Features a step; 0 where the model reads tokens.</summary>
    public required int Features { get; init; }

    /// <summary>The fixed number of steps, or 0 for any.</summary>
    public int Steps { get; init; }

    public bool IsTokens => Features == 0;
}
