namespace RnnGen.Structure;

/// <summary>A value of a network: an input, an output of a region, or a state behind its last step.</summary>
/// <param name="Region">Index in <see cref="ModelStructure.Regions"/>; -1 for an input.</param>
/// <param name="Output">Which output of the region, or which input; -1 for a final state.</param>
/// <param name="FinalState">Which state's final value; -1 for an output.</param>
/// <param name="Size">Units.</param>
/// <param name="PerStep">Whether it has a value at each step; otherwise one a row.</param>
/// <param name="Axis">Index in the model's axes of that whose steps it has.</param>
public readonly record struct ValueReference(
    int Region, int Output, int FinalState, int Size, bool PerStep, int Axis);
