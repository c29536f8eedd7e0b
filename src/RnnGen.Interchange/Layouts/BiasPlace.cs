namespace RnnGen.Layouts;

/// <summary>Where a gate's bias of one product stands.</summary>
/// <param name="Array">The array.</param>
/// <param name="Offset">Its first number there.</param>
internal readonly record struct BiasPlace(string Array, long Offset);
