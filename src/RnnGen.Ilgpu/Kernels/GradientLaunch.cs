using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>How a sum over rows is cut into parts, and its launches.</summary>
internal static class GradientLaunch
{
    private const int MostSums = 4 << 20;
    private const int LeastRows = 64;

    // A part's rows of dz stay in a core's cache while every row of the operand passes.
    private const int CachedFloats = 32 << 10;

    /// <summary>The form, or single outputs where a group of the device is too small for a tile.</summary>
    public static KernelForm FormOf<T>(KernelCache kernels, KernelForm form)
        where T : unmanaged, INumber<T>
        => form == KernelForm.Tiles
            && !kernels.Fits<GradientArguments<T>>(GradientTiles.Sums, GradientTiles.GroupSize)
            ? KernelForm.Outputs : form;

    /// <summary>How many parts, so that there are threads enough but few sums to add up; never by timing.</summary>
    /// <param name="accelerator">Whose size counts.</param>
    /// <param name="form">How it is cut into threads.</param>
    /// <param name="a">The sums.</param>
    public static int Parts<T>(Accelerator accelerator, KernelForm form, in GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        long wanted = form switch
        {
            KernelForm.Outputs => 1,
            KernelForm.Rows => Math.Max(Up((long)a.N * a.Width, CachedFloats), accelerator.NumMultiprocessors),
            _ => Up(2L * accelerator.NumMultiprocessors, Up(Math.Max(a.K, 1), GradientTiles.Size)
                * Up(a.Width, GradientTiles.Size)),
        };
        long most = Math.Min(a.N / LeastRows, MostSums / a.PartLength);
        return (int)Math.Max(1, Math.Min(wanted, most));
    }

    /// <summary>Compiles what adds up the parts, of which a small batch has one.</summary>
    public static void Prepare<T>(KernelCache kernels, KernelForm form)
        where T : unmanaged, INumber<T>
    {
        form = FormOf<T>(kernels, form);
        if (form == KernelForm.Tiles)
            kernels.Get<GradientArguments<T>>(GradientKernels.AddParts);
        else if (form == KernelForm.Rows)
            kernels.Get<GradientArguments<T>>(GradientKernels.AddPartsByRow);
    }

    /// <summary>Launches the sums.</summary>
    /// <param name="kernels">On what.</param>
    /// <param name="form">How it is cut into threads.</param>
    /// <param name="a">The sums, cut into parts.</param>
    public static void Run<T>(KernelCache kernels, KernelForm form, in GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        if (a.N == 0 || a.SumRows == 0)
            return;
        long outputs = (long)a.SumRows * a.Width;
        switch (form)
        {
            case KernelForm.Outputs:
                kernels.Launch(GradientKernels.Outputs, outputs, a);
                break;
            case KernelForm.Rows:
                int blocks = ((a.K + 3) / 4) + (a.Bias < 0 ? 0 : 1);
                kernels.Get<GradientArguments<T>>(GradientKernels.Rows)(
                    kernels.Stream, new KernelConfig(a.Parts * blocks, 1), a);
                if (a.Parts > 1)
                {
                    kernels.Get<GradientArguments<T>>(GradientKernels.AddPartsByRow)(
                        kernels.Stream, new KernelConfig(a.SumRows, 1), a);
                }

                break;
            default:
                Index3D grid = new(
                    (int)Up(a.Width, GradientTiles.Size), (int)Up(Math.Max(a.K, 1), GradientTiles.Size), a.Parts);
                kernels.LaunchGroups(GradientTiles.Sums, grid, GradientTiles.GroupSize, a);
                if (a.Parts > 1)
                    kernels.Launch(GradientKernels.AddParts, outputs, a);
                break;
        }
    }

    private static long Up(long a, long b) => (a + b - 1) / b;
}
