namespace RnnGen.Ilgpu.Kernels;

/// <summary>What all kernels of losses ask of their arguments.</summary>
internal static class LossPlaces
{
    /// <summary>The row of the batch as given that row <paramref name="r"/> of the head's axis is.</summary>
    public static int RowOf<T>(LossArguments<T> a, int r)
        where T : unmanaged => a.Order[a.Integers[a.Base + r]];

    /// <summary>Valid vectors of row <paramref name="r"/> of the head's axis.</summary>
    public static int VectorsOf<T>(LossArguments<T> a, int r)
        where T : unmanaged => a.PerStep != 0 ? a.Integers[a.Lengths + r] : 1;

    /// <summary>Which of all vectors of the batch as given the one at step <paramref name="t"/> is.</summary>
    public static int VectorAt<T>(LossArguments<T> a, int row, int t)
        where T : unmanaged => (row * a.TargetSteps) + a.First + t;

    /// <summary>The factor of a loss.</summary>
    /// <param name="a">The head.</param>
    /// <param name="row">The row in the batch as given.</param>
    /// <param name="loss">The loss among all of the batch's.</param>
    public static double WeightOf<T, TCast>(LossArguments<T> a, int row, int loss)
        where T : unmanaged
        where TCast : unmanaged, IDeviceCast<T>
    {
        TCast cast = default;
        return a.WeightKind == 0 ? 1 : cast.ToDouble(a.Weights[a.WeightKind == 1 ? row : loss]);
    }
}
