using System.Numerics;
using ILGPU;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>Freezing and penalties on the device, and ranges of parameters that move.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="kernels">The accelerator.</param>
/// <param name="info">The model.</param>
/// <param name="rules">What the host was told.</param>
internal sealed class DeviceRules<T>(KernelCache kernels, ModelInfo info, ParameterRules rules)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(int Start, int Length, int Tensor)> _moving = [];

    /// <summary>Multiplies all gradients.</summary>
    public void Scale(ArrayView<T> gradients, double factor)
    {
        FlatGradientArguments<T> arguments = Arguments(gradients, 0, (int)gradients.Length, factor);
        if (factor != 1)
            kernels.Launch(FlatGradientKernels.Scale, arguments.Count, arguments);
    }

    /// <summary>Adds the penalties' gradients; those of frozen tensors become zero.</summary>
    public void Prepare(ArrayView<T> parameters, ArrayView<T> gradients)
    {
        for (int i = 0; i < info.Parameters.Count && rules.Any; i++)
        {
            ParameterInfo tensor = info.Parameters[i];
            (double l1, double l2) = rules.PenaltyOf(i);
            FlatGradientArguments<T> arguments = Arguments(gradients, (int)tensor.Offset, (int)tensor.Length, l1);
            arguments.Parameters = parameters;
            arguments.TwoL2 = T.CreateTruncating(2 * l2);
            if (rules.IsFrozen(i))
                kernels.Launch(FlatGradientKernels.Clear, arguments.Count, arguments);
            else if (l1 != 0 || l2 != 0)
                kernels.Launch(FlatGradientKernels.AddPenalty, arguments.Count, arguments);
        }
    }

    /// <summary>
    /// The parameters that move, but for some tensors; neighbours together that took the same number of steps.
    /// </summary>
    /// <param name="exceptions">Tensors that somebody else moves.</param>
    /// <param name="own">The steps that tensors have missed.</param>
    /// <returns>The ranges, each with one of its tensors, until the next call.</returns>
    public List<(int Start, int Length, int Tensor)> Moving(IReadOnlyCollection<int> exceptions, TensorCounts own)
    {
        _moving.Clear();
        int start = 0, end = 0, last = 0;
        for (int i = 0; i < info.Parameters.Count; i++)
        {
            ParameterInfo tensor = info.Parameters[i];
            if (rules.IsFrozen(i) || exceptions.Contains(i))
                continue;
            if (tensor.Offset != end || own.Missed(i) != own.Missed(last))
            {
                if (end > start)
                    _moving.Add((start, end - start, last));
                start = (int)tensor.Offset;
            }

            end = (int)(tensor.Offset + tensor.Length);
            last = i;
        }

        if (end > start)
            _moving.Add((start, end - start, last));
        return _moving;
    }

    private static FlatGradientArguments<T> Arguments(
        ArrayView<T> gradients, int start, int count, double factor) => new()
        {
            Gradients = gradients,
            Parameters = gradients,
            Stop = default,
            Start = start,
            Count = count,
            Factor = T.CreateTruncating(factor),
        };
}
