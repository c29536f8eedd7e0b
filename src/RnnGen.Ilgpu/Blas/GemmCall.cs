using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu;

/// <summary>
/// A product as BLAS is asked for it: C = A op(B), or C + A op(B), of matrices that lie column by column. Ours lie row
/// by row, which there are their transposes: for Z = X W it is told Z' = W' X', and no element moves.
/// </summary>
/// <param name="TransposesB">Whether op transposes.</param>
/// <param name="M">Rows of A and C.</param>
/// <param name="N">Columns of op(B) and C.</param>
/// <param name="K">Columns of A.</param>
/// <param name="A">Where A begins.</param>
/// <param name="Lda">Elements between columns of A.</param>
/// <param name="B">Where B begins.</param>
/// <param name="Ldb">Elements between columns of B.</param>
/// <param name="C">Where C begins.</param>
/// <param name="Ldc">Elements between columns of C.</param>
/// <param name="Adds">Whether C is added to.</param>
internal readonly record struct GemmCall(
    bool TransposesB, int M, int N, int K, int A, int Lda, int B, int Ldb, int C, int Ldc, bool Adds)
{
    // Multiply-adds below which a call costs more than it saves; an assumption that was not measured.
    private const long LeastWork = 1L << 22;

    /// <summary>Whether it is worth a call.</summary>
    public bool IsLarge => (long)M * N * K >= LeastWork;

    /// <summary>
    /// target [N, columns] = start + x [N, K] weights [K, columns]: A are the weights and B is x. Null where columns of
    /// x do not lie side by side, or columns between gates must be left alone. Where <see cref="Adds"/>, the start must
    /// stand at the target.
    /// </summary>
    public static GemmCall? Of<T>(in ProductArguments<T> a)
        where T : unmanaged
        => a.XStep != 1 || (a.Gates > 1 && a.Units != a.GateStride) ? null : new GemmCall(
            TransposesB: false, (a.Gates - 1) * a.GateStride + a.Units, a.N, a.K, 0, a.RowLength, a.X, a.XStride,
            a.Target, a.TargetStride, Adds: a.Start >= 0);

    /// <summary>
    /// gradient [K, Width] += x' [K, N] dz [N, Width]: A is dz, B is x. The bias is no part of it.
    /// </summary>
    public static GemmCall Of<T>(in GradientArguments<T> a)
        where T : unmanaged
        => new(
            TransposesB: true, a.Width, a.K, a.N, a.Dz, a.DzStride, a.X, a.XStride, a.Gradient, a.GradientStride,
            Adds: true);
}
