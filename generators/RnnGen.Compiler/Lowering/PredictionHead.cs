namespace RnnGen.Compiler.Lowering;

/// <summary>What is predicted of a head.</summary>
/// <param name="Property">Its property's name; empty where it is the only head and so the prediction itself.</param>
/// <param name="Kind">What its outputs mean.</param>
internal sealed record PredictionHead(string Property, PredictionKind Kind);
