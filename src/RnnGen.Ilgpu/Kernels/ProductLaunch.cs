using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Which kernel of a product suits how many rows, and its groups.</summary>
internal static class ProductLaunch
{
    // Below so many rows gates are computed apart, so that there are threads enough.
    private const int RowsOfOneGate = 64;

    /// <summary>Launches a product.</summary>
    /// <param name="kernels">On what.</param>
    /// <param name="form">How it is cut into threads.</param>
    /// <param name="a">The product.</param>
    public static void Run<T>(KernelCache kernels, KernelForm form, ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        if (a.N == 0)
            return;
        switch (form)
        {
            case KernelForm.Outputs:
                Outputs(kernels, a);
                break;
            case KernelForm.Rows:
                if (a.Units == a.GateStride && a.N >= RowsOfOneGate)
                    (a.Units, a.GateStride, a.Gates) = (a.Units * a.Gates, a.Units * a.Gates, 1);
                kernels.Get<ProductArguments<T>>(ProductKernels.Rows)(
                    kernels.Stream, new KernelConfig((a.N + 3) / 4 * a.Gates, 1), a);
                break;
            default:
                if (kernels.Blas?.TryRun(a) != true)
                    Tiles(kernels, a);
                break;
        }
    }

    /// <summary>Compiles the kernels between which the size of a batch decides.</summary>
    public static void Prepare<T>(KernelCache kernels, KernelForm form)
        where T : unmanaged, INumber<T>
    {
        if (form != KernelForm.Tiles)
            return;
        kernels.Get<ProductArguments<T>>(ProductTiles.Large);
        if (!kernels.Fits<ProductArguments<T>>(ProductTiles.Small, ProductTiles.SmallGroup))
            kernels.Get<ProductArguments<T>>(ProductKernels.Outputs);
    }

    /// <summary>Launches a product of this library's tiles.</summary>
    public static void Tiles<T>(KernelCache kernels, in ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        int columns = ((a.Gates * a.GateStride) + ProductTiles.Columns - 1) / ProductTiles.Columns;
        int large = (a.N + ProductTiles.LargeRows - 1) / ProductTiles.LargeRows;
        int small = (a.N + ProductTiles.SmallRows - 1) / ProductTiles.SmallRows;
        // Large tiles read less memory a product, but they must occupy all of the device.
        bool isLarge = (long)large * columns >= 2L * kernels.Accelerator.NumMultiprocessors
            && kernels.Fits<ProductArguments<T>>(ProductTiles.Large, ProductTiles.LargeGroup);
        if (!isLarge && !kernels.Fits<ProductArguments<T>>(ProductTiles.Small, ProductTiles.SmallGroup))
        {
            Outputs(kernels, a);
            return;
        }

        Action<ProductArguments<T>> kernel = isLarge ? ProductTiles.Large : ProductTiles.Small;
        int group = isLarge ? ProductTiles.LargeGroup : ProductTiles.SmallGroup;
        ProductArguments<T> part = a;
        // A grid has 65535 groups at most in its second dimension.
        int rowsOfGroup = isLarge ? ProductTiles.LargeRows : ProductTiles.SmallRows, most = 65535;
        for (int first = 0; first < (isLarge ? large : small); first += most)
        {
            int count = Math.Min(most, (isLarge ? large : small) - first), row = first * rowsOfGroup;
            part.N = Math.Min(a.N - row, count * rowsOfGroup);
            part.X = a.X + (row * a.XStride);
            part.Start = a.Start < 0 ? a.Start : a.Start + (row * a.StartStride);
            part.Target = a.Target + (row * a.TargetStride);
            kernels.LaunchGroups(kernel, new Index3D(columns, count, 1), group, part);
        }
    }

    private static void Outputs<T>(KernelCache kernels, in ProductArguments<T> a)
        where T : unmanaged, INumber<T>
        => kernels.Launch(ProductKernels.Outputs, (long)a.N * a.Gates * a.Units, a);
}
