namespace RnnGen.Compiler.Model;

/// <summary>An initial bias for the affine of one local.</summary>
internal sealed record GateBias(string Local, double Value);
