namespace RnnGen;

/// <summary>Mean absolute error (L1).</summary>
public sealed class MeanAbsoluteErrorAttribute : LossAttribute;
