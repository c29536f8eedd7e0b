namespace RnnGen.Program;

/// <summary>An input of a model: features or tokens.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Axis">Index in <see cref="ModelInfo.Axes"/>.</param>
/// <param name="PerStep">Whether it has a value at each step; otherwise one a sequence.</param>
/// <param name="Features">Features of a value; 0 for tokens.</param>
/// <param name="Vocabulary">
/// Number of tokens known; <see cref="int.MaxValue"/> where no embedding reads them, such as positions; 0 for features.
/// </param>
public sealed record InputInfo(string Name, int Axis, bool PerStep, int Features, int Vocabulary);
