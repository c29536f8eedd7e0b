using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// Norms of the gradient, the factor that clips it, and whether the step is taken, all decided on the device. Once a
/// loss or a gradient was not finite no step is taken any more, until the host, which learns of it later, has raised
/// its exception and calls <see cref="Reset"/>.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class StepVerdict<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Action<NormArguments<T>> s_squares = FloatKernels.Choose<NormArguments<T>>(
        (Action<NormArguments<float>>)NormKernels.Squares<float, SingleCast>,
        (Action<NormArguments<double>>)NormKernels.Squares<double, DoubleCast>);

    private static readonly Action<JudgeArguments<T>> s_judge = FloatKernels.Choose<JudgeArguments<T>>(
        (Action<JudgeArguments<float>>)NormKernels.Judge<float, SingleCast>,
        (Action<JudgeArguments<double>>)NormKernels.Judge<double, DoubleCast>);

    private readonly KernelCache _kernels;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _sums;
    private readonly MemoryBuffer1D<double, Stride1D.Dense> _norms;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _first;
    private readonly MemoryBuffer1D<int, Stride1D.Dense> _stop;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _scale;

    public StepVerdict(KernelCache kernels)
    {
        _kernels = kernels;
        Accelerator accelerator = kernels.Accelerator;
        _sums = StateBuffers.Zeros<double>(accelerator, NormKernels.Chains + NormKernels.Joined);
        _norms = StateBuffers.Zeros<double>(accelerator, 2);
        _first = StateBuffers.Zeros<int>(accelerator, NormKernels.Chains);
        _stop = StateBuffers.Zeros<int>(accelerator, 3);
        _scale = StateBuffers.Of(accelerator, [T.One]);
    }

    /// <summary>The factor of the gradients in the update. [1]</summary>
    public ArrayView<T> Scale => _scale.View.AsContiguous();

    /// <summary>Not 0 where no step is taken. [3]</summary>
    public ArrayView<int> Stop => _stop.View.AsContiguous();

    /// <summary>The norm before anything was clipped, then the last one. [2]</summary>
    public ArrayView<double> Norms => _norms.View.AsContiguous();

    /// <summary>Measures a step's gradients as backward left them, and checks them and the losses.</summary>
    /// <param name="gradients">The flat gradients.</param>
    /// <param name="step">The step's number.</param>
    /// <param name="maximum">The largest norm, infinity for no limit.</param>
    /// <param name="losses">Sums of the losses of each head, then what each is divided by. [2, heads]</param>
    /// <param name="heads">How many.</param>
    public void Measure(ArrayView<T> gradients, long step, double maximum, ArrayView<double> losses, int heads) =>
        Judge(gradients, 0, (int)step, maximum, losses, heads);

    /// <summary>Limits each gradient, and measures what is left.</summary>
    /// <param name="gradients">The flat gradients, measured before.</param>
    /// <param name="limit">The largest absolute value.</param>
    /// <param name="maximum">The largest norm, infinity for no limit.</param>
    public void ClipByValue(ArrayView<T> gradients, double limit, double maximum)
    {
        _kernels.Launch(FlatGradientKernels.ClipByValue, gradients.Length, new FlatGradientArguments<T>
        {
            Gradients = gradients,
            Parameters = gradients,
            Stop = Stop,
            Count = (int)gradients.Length,
            Factor = T.CreateTruncating(limit),
        });
        Judge(gradients, 1, 0, maximum, Norms, 0);
    }

    /// <summary>What was decided; waits for the device.</summary>
    public StepReport Read()
    {
        Span<double> norms = stackalloc double[2];
        Span<int> stop = stackalloc int[3];
        StateBuffers.Read(_kernels.Stream, _norms, norms);
        StateBuffers.Read(_kernels.Stream, _stop, stop);
        return new StepReport(norms[0], stop[0] != 0, stop[1], stop[2]);
    }

    /// <summary>Lets steps be taken again.</summary>
    public void Reset() => _stop.MemSetToZero(_kernels.Stream);

    public void Dispose()
    {
        _sums.Dispose();
        _norms.Dispose();
        _first.Dispose();
        _stop.Dispose();
        _scale.Dispose();
    }

    private void Judge(
        ArrayView<T> gradients, int slot, int step, double maximum, ArrayView<double> losses, int heads)
    {
        var norm = new NormArguments<T>
        {
            Gradients = gradients,
            Sums = _sums.View.AsContiguous(),
            First = _first.View.AsContiguous(),
            Count = (int)gradients.Length,
        };
        _kernels.Launch(s_squares, NormKernels.Chains, norm);
        _kernels.Launch(NormKernels.Join, NormKernels.Joined, norm);
        _kernels.Launch(s_judge, 1, new JudgeArguments<T>
        {
            Sums = norm.Sums,
            First = norm.First,
            Norms = Norms,
            Scale = Scale,
            Stop = Stop,
            LossSums = losses,
            Losses = heads,
            Slot = slot,
            Step = step,
            Maximum = maximum,
        });
    }
}
