namespace RnnGen;

/// <summary>Mean squared error.</summary>
public sealed class MeanSquaredErrorAttribute : LossAttribute;
