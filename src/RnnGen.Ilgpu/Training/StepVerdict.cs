using System.Numerics;
using System.Runtime.InteropServices;
using ILGPU;
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
    private readonly int _heads;
    private readonly DeviceBuffer<double> _sums;
    private readonly DeviceBuffer<double> _report;
    private readonly DeviceBuffer<int> _first;
    private readonly DeviceBuffer<T> _scale;
    private readonly double[] _numbers;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="heads">Heads whose losses are summed here.</param>
    public StepVerdict(KernelCache kernels, int heads = 0)
    {
        (_kernels, _heads) = (kernels, heads);
        _sums = StateBuffers.Zeros<double>(kernels, NormKernels.Chains + NormKernels.Joined);
        _report = StateBuffers.Zeros<double>(kernels, (2 * heads) + 4);
        _first = StateBuffers.Zeros<int>(kernels, NormKernels.Chains);
        _scale = StateBuffers.Of(kernels, [T.One]);
        _numbers = new double[_report.Capacity];
    }

    /// <summary>
    /// All that the host reads of a step, in one piece: <see cref="LossSums"/>, <see cref="Norms"/>, and
    /// <see cref="Stop"/> in the place of two numbers. [2 heads + 4]
    /// </summary>
    public ArrayView<double> Report => _report.View;

    /// <summary>Sums of the losses of each head, then what each is divided by. [2, heads]</summary>
    public ArrayView<double> LossSums => _report.View.SubView(0, 2 * _heads);

    /// <summary>The factor of the gradients in the update. [1]</summary>
    public ArrayView<T> Scale => _scale.View;

    /// <summary>The norm before anything was clipped, then the last one. [2]</summary>
    public ArrayView<double> Norms => _report.View.SubView(2 * _heads, 2);

    /// <summary>Not 0 where no step is taken. [4], of which 3 are used</summary>
    public ArrayView<int> Stop => _report.View.SubView((2 * _heads) + 2, 2).Cast<int>();

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

    /// <summary>What was decided last; waits for the device.</summary>
    public StepReport Read()
    {
        _report.Read(_numbers);
        return Read(_numbers);
    }

    /// <summary>Sum of the losses of a head; waits for the device.</summary>
    public double ReadLossSum(int head)
    {
        _report.Read(_numbers);
        return _numbers[head];
    }

    /// <summary>What was decided, of a copy of <see cref="Report"/>.</summary>
    public StepReport Read(ReadOnlySpan<double> report)
    {
        ReadOnlySpan<int> stop = MemoryMarshal.Cast<double, int>(report[((2 * _heads) + 2)..]);
        return new StepReport(report[2 * _heads], stop[0] != 0, stop[1], stop[2]);
    }

    /// <summary>Lets steps be taken again; clears all of <see cref="Report"/>.</summary>
    public void Reset() => _report.Clear(_report.Capacity);

    public void Dispose() => Disposal.Of(_sums, _report, _first, _scale);

    private void Judge(
        ArrayView<T> gradients, int slot, int step, double maximum, ArrayView<double> losses, int heads)
    {
        var norm = new NormArguments<T>
        {
            Gradients = gradients,
            Sums = _sums.View,
            First = _first.View,
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
