using RnnGen.Simd;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The kernels that need elementary functions: those of the host's registers of one lane, which ILGPU compiles.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal static class ElementaryKernels<T>
    where T : unmanaged
{
    public static readonly Action<AttentionArguments<T>> AdditiveScores = Of(
        AttentionKernels.AdditiveScores<float, F32x1>, AttentionKernels.AdditiveScores<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> Weights = Of(
        AttentionKernels.Weights<float, F32x1>, AttentionKernels.Weights<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> AdditiveQueries = Of(
        AttentionKernels.AdditiveQueries<float, F32x1>, AttentionKernels.AdditiveQueries<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> AdditiveKeys = Of(
        AttentionKernels.AdditiveKeys<float, F32x1>, AttentionKernels.AdditiveKeys<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> AdditiveQueriesByRow = Of(
        AttentionByRow.AdditiveQueries<float, F32x1>, AttentionByRow.AdditiveQueries<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> AdditiveKeysByRow = Of(
        AttentionByRow.AdditiveKeys<float, F32x1>, AttentionByRow.AdditiveKeys<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> ScoresByGroup = Of(
        AttentionGroups.Scores<float, F32x1>, AttentionGroups.Scores<double, F64x1>);

    public static readonly Action<AttentionArguments<T>> WeightsByGroup = Of(
        AttentionGroups.Weights<float, F32x1>, AttentionGroups.Weights<double, F64x1>);

    private static Action<AttentionArguments<T>> Of(
        Action<AttentionArguments<float>> ofFloats, Action<AttentionArguments<double>> ofDoubles)
        => typeof(T) == typeof(float)
            ? (Action<AttentionArguments<T>>)(object)ofFloats
            : (Action<AttentionArguments<T>>)(object)ofDoubles;
}
