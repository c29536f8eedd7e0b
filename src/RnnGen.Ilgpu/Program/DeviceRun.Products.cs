using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Products with weights, and their gradients.</summary>
public sealed partial class DeviceRun<T>
{
    private KernelForm? _form;

    /// <summary>How products and sums are cut into threads; the tests try every form on one device.</summary>
    internal KernelForm Form
    {
        get => _form ??= _kernels.FixedForm ?? KernelForms.Of(_kernels.Accelerator);
        set => _form = value;
    }

    /// <summary>
    /// target[r, g * GateStride + u] = start + sum over k of x[r, k] weights[k, g * GateStride + u], one chain by
    /// ascending k. Columns between a gate's units and its stride keep what they hold.
    /// </summary>
    /// <param name="shape">The weights' shape.</param>
    /// <param name="n">Rows.</param>
    /// <param name="x">The operand.</param>
    /// <param name="xStride">Floats between its rows.</param>
    /// <param name="packed">The weights, in the packed weights.</param>
    /// <param name="start">
    /// What the sums begin with: a place in the arena, which may be the target; in the packed weights where
    /// <paramref name="startStride"/> is 0; zero where it is negative.
    /// </param>
    /// <param name="startStride">Floats between rows of what the sums begin with; 0: all rows have the same.</param>
    /// <param name="target">The target, which is not the operand.</param>
    /// <param name="targetStride">Floats between its rows.</param>
    public void Product(
        ProductShape shape, int n, int x, int xStride, int packed, int start, int startStride, int target,
        int targetStride)
    {
        ProductLaunch.Run(_kernels, Form, new ProductArguments<T>
        {
            Operands = _slice.Arena,
            Weights = _slice.Packed.SubView(packed, shape.K * shape.RowLength),
            Starts = startStride == 0 ? _slice.Packed : _slice.Arena,
            Targets = _slice.Arena,
            N = n,
            K = shape.K,
            Units = shape.Units,
            Gates = shape.Gates,
            GateStride = shape.GateStride,
            RowLength = shape.RowLength,
            X = x,
            XStride = xStride,
            XStep = 1,
            Start = start,
            StartStride = startStride,
            Target = target,
            TargetStride = targetStride,
        });
    }

    /// <summary>
    /// gradient[i, j] += sum over rows of x[r, i] dz[r, j] for i below <paramref name="k"/> and j below
    /// <paramref name="width"/>; where there is a bias, bias[j] += sum over rows of dz[r, j].
    /// </summary>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns of x.</param>
    /// <param name="width">Columns of dz.</param>
    /// <param name="x">The operand of the product.</param>
    /// <param name="xStride">Floats between its rows.</param>
    /// <param name="dz">The gradient of its result.</param>
    /// <param name="dzStride">Floats between its rows.</param>
    /// <param name="gradient">The weights' gradient, in the packed gradients.</param>
    /// <param name="gradientStride">Floats between its rows.</param>
    /// <param name="bias">The bias's gradient, in the packed gradients; negative without one.</param>
    public void AccumulateWeights(
        int n, int k, int width, int x, int xStride, int dz, int dzStride, int gradient, int gradientStride, int bias)
    {
        GradientArguments<T> sums = new()
        {
            Arena = _slice.Arena,
            Gradients = _slice.Gradients,
            N = n,
            K = k,
            Width = width,
            X = x,
            XStride = xStride,
            Dz = dz,
            DzStride = dzStride,
            Gradient = gradient,
            GradientStride = gradientStride,
            Bias = bias,
        };
        if (Form == KernelForm.Tiles && _kernels.Blas?.TryRun(sums) == true)
        {
            if (bias >= 0)
                AddSums(n, width, dz, dzStride, bias);
            return;
        }

        KernelForm form = GradientLaunch.FormOf<T>(_kernels, Form);
        sums.Parts = GradientLaunch.Parts(_kernels.Accelerator, form, sums);
        sums.RowsOfPart = (n + sums.Parts - 1) / sums.Parts;
        if (sums.Parts > 1)
        {
            // Rounding up may leave the last parts without rows.
            sums.Parts = (n + sums.RowsOfPart - 1) / sums.RowsOfPart;
            sums.Sums = Scratch(sums.Parts * sums.PartLength);
        }

        GradientLaunch.Run(_kernels, form, sums);
    }

    /// <summary>gradient[j] += sum over rows of dz[r, j] for j below <paramref name="width"/>.</summary>
    /// <param name="n">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="dz">What is summed.</param>
    /// <param name="dzStride">Floats between its rows.</param>
    /// <param name="gradient">The sums, in the packed gradients.</param>
    public void AddSums(int n, int width, int dz, int dzStride, int gradient)
        => AccumulateWeights(n, 0, width, 0, 0, dz, dzStride, 0, width, gradient);
}
