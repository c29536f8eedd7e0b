namespace RnnGen;

/// <summary>Keeps the last valid step; directly behind a recurrent layer its final output of each direction.</summary>
public sealed class LastStepAttribute : LayerAttribute;
