namespace RnnGen;

/// <summary>A class with its probability.</summary>
/// <param name="Class">The class, 0 to O - 1.</param>
/// <param name="Label">Its name, or its number where the model has no <see cref="Model.ClassNames"/>.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public readonly record struct ClassScore(int Class, string Label, double Probability);
