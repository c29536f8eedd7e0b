namespace RnnGen.Program;

/// <summary>An output of a model, with its loss.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Axis">Index in <see cref="ModelInfo.Axes"/>.</param>
/// <param name="PerStep">Whether there is an output at each step; otherwise one a sequence.</param>
/// <param name="Width">Units of an output.</param>
/// <param name="Loss">The declared loss, or null.</param>
/// <param name="Weight">Factor of the loss in the sum over all heads.</param>
public sealed record HeadInfo(string Name, int Axis, bool PerStep, int Width, LossInfo? Loss, double Weight);
