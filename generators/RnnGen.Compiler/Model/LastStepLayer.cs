namespace RnnGen.Compiler.Model;

/// <summary>The last valid step; after a recurrent layer its final output of each direction.</summary>
internal sealed record LastStepLayer : LayerSpec;
