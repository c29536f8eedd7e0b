using System.Reflection;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>All kernels behind <c>DeviceRun</c>, for both float types.</summary>
internal static class LibraryKernels
{
    private static readonly Type[] s_classes =
    [
        typeof(AttentionGroups), typeof(AttentionKernels), typeof(AttentionByRow),
        typeof(EmbeddingKernels), typeof(GradientKernels), typeof(GradientTiles),
        typeof(PositionsKernels), typeof(ProductKernels), typeof(ProductTiles), typeof(RowsKernels),
    ];

    /// <summary>The kernels' methods, closed over their types.</summary>
    public static IEnumerable<MethodInfo> All => s_classes
        .SelectMany(static type => type.GetMethods(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .SelectMany(static method => method.GetGenericArguments().Length == 1
            ? (MethodInfo[])[method.MakeGenericMethod(typeof(float)), method.MakeGenericMethod(typeof(double))]
            :
            [
                method.MakeGenericMethod(typeof(float), typeof(F32x1)),
                method.MakeGenericMethod(typeof(double), typeof(F64x1)),
            ]);
}
