using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Execution;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// What stays on the device of a batch whose time is cut into segments, of which the arena holds one at a time: the
/// states at their borders, the gradient that goes from one to the one before it, and what the host may read later.
/// All of it is in the batch's order, since each segment sorts its rows anew.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="kernels">The accelerator.</param>
/// <param name="info">The model.</param>
internal sealed class DeviceSegments<T>(KernelCache kernels, ModelInfo info) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _stateSize = info.States.Sum(static state => state.Size);
    private readonly DeviceBuffer<T>[] _outputs = [.. info.Heads.Select(_ => new DeviceBuffer<T>(kernels))];

    private readonly DeviceBuffer<T>[] _inputGradients =
        [.. info.Inputs.Select(_ => new DeviceBuffer<T>(kernels))];

    private readonly DeviceBuffer<T> _borders = new(kernels);
    private readonly DeviceBuffer<T> _gradient = new(kernels);
    private int _rows;
    private int _steps;
    private int _count;
    private bool _keepsOutputs;
    private bool _keepsInputGradients;

    private int StateLength => _rows * _stateSize;

    /// <summary>Makes room for a batch.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="steps">Its steps as given.</param>
    /// <param name="settings">How it is trained on.</param>
    public void Begin(int rows, int steps, in DeviceBatchSettings settings)
    {
        (_rows, _steps, _count) = (rows, steps, settings.Segments);
        bool isCut = _count > 1;
        _keepsOutputs = isCut && settings.KeepsOutputs;
        _keepsInputGradients = isCut && settings.KeepsInputGradients;
        if (!isCut)
            return;
        long borders = (long)_count * _rows * _stateSize;
        if (borders > int.MaxValue)
        {
            throw new NotSupportedException(
                $"The states between {_count} segments are {borders} floats of a device, which are at most "
                + $"{int.MaxValue}: train on fewer rows at once, or in fewer segments.");
        }

        _borders.AtLeast(borders);
        _gradient.AtLeast(StateLength);
        for (int head = 0; head < _outputs.Length && _keepsOutputs; head++)
            _outputs[head].Clear(BatchChecks<T>.OutputLength(info.Heads[head], rows, steps));
        for (int input = 0; input < _inputGradients.Length && _keepsInputGradients; input++)
            _inputGradients[input].Clear(BatchChecks<T>.FeatureLength(info.Inputs[input], rows, steps));
    }

    /// <summary>Compiles what a batch launches that is cut.</summary>
    public void Prepare()
    {
        kernels.Get<KeptArguments<T>>(KeptKernels.Keep);
        kernels.Get<KeptArguments<T>>(KeptKernels.Give);
    }

    /// <summary>Keeps the states behind a segment.</summary>
    public void KeepStates(in LossBatch<T> batch, int segment) =>
        Keep(batch, _borders, segment * StateLength, Port.Final);

    /// <summary>Starts a segment, not the first, from the states behind the one before it.</summary>
    public void GiveStates(in LossBatch<T> batch, int segment) =>
        Give(batch, _borders, (segment - 1) * StateLength, Port.Initial);

    /// <summary>Keeps the gradient of the states that a segment started from.</summary>
    public void KeepGradient(in LossBatch<T> batch) => Keep(batch, _gradient, 0, Port.InitialGradient);

    /// <summary>Gives it to the segment before as that of its final states.</summary>
    /// <param name="batch">The segment.</param>
    /// <param name="written">Receives, by port, that they were written.</param>
    public void GiveGradient(in LossBatch<T> batch, bool[] written)
    {
        Give(batch, _gradient, 0, Port.FinalGradient);
        for (int state = 0; state < info.States.Count; state++)
            written[Port.FinalGradient(info, state)] = true;
    }

    /// <summary>Keeps the outputs of a segment, where somebody wants them.</summary>
    /// <param name="batch">The segment.</param>
    /// <param name="isLast">Whether it ends the batch, where a head that reads out once has its output.</param>
    public void KeepOutputs(in LossBatch<T> batch, bool isLast)
    {
        for (int number = 0; number < _outputs.Length && _keepsOutputs; number++)
        {
            HeadInfo head = info.Heads[number];
            if (head.PerStep || isLast)
                Keep(batch, _outputs[number], Port.Output(info, number), head.Width, head.PerStep);
        }
    }

    /// <summary>Keeps the gradients of a segment's features, where somebody wants them.</summary>
    public void KeepInputGradients(in LossBatch<T> batch)
    {
        for (int number = 0; number < _inputGradients.Length && _keepsInputGradients; number++)
        {
            InputInfo input = info.Inputs[number];
            if (input.Features > 0)
                Keep(batch, _inputGradients[number], Port.InputGradient(number), input.Features, input.PerStep);
        }
    }

    /// <summary>The states behind the last segment.</summary>
    public void ReadFinalStates(Span<T> states)
    {
        _borders.Read(states, (_count - 1) * StateLength);
    }

    /// <summary>A head's outputs, where they were kept.</summary>
    public bool ReadOutputs(int head, Span<T> outputs) => Read(_keepsOutputs, _outputs[head], outputs);

    /// <summary>The gradient of an input's features, where it was kept.</summary>
    public bool ReadInputGradient(int input, Span<T> gradient) =>
        Read(_keepsInputGradients, _inputGradients[input], gradient);

    public void Dispose() => Disposal.Of([_borders, _gradient, .. _outputs, .. _inputGradients]);

    private static bool Read(bool isKept, DeviceBuffer<T> buffer, Span<T> values)
    {
        if (isKept)
            buffer.Read(values);
        return isKept;
    }

    private void Keep(
        in LossBatch<T> batch, DeviceBuffer<T> kept, int from, Func<ModelInfo, int, int> port)
    {
        for (int number = 0; number < info.States.Count; number++)
        {
            int size = info.States[number].Size;
            Keep(batch, Arguments(batch, kept, port(info, number), size) with { From = from });
            from += _rows * size;
        }
    }

    private void Give(
        in LossBatch<T> batch, DeviceBuffer<T> kept, int from, Func<ModelInfo, int, int> port)
    {
        for (int number = 0; number < info.States.Count; number++)
        {
            int size = info.States[number].Size;
            KeptArguments<T> arguments = Arguments(batch, kept, port(info, number), size) with { From = from };
            kernels.Launch(KeptKernels.Give, (long)batch.Rows * arguments.Stride, arguments);
            from += _rows * size;
        }
    }

    private void Keep(
        in LossBatch<T> batch, DeviceBuffer<T> kept, int port, int width, bool perStep)
    {
        KeptArguments<T> arguments = Arguments(batch, kept, port, width);
        Keep(batch, !perStep ? arguments : arguments with
        {
            Steps = batch.Steps[0],
            PerStep = 1,
            KeptSteps = _steps,
            First = batch.First,
        });
    }

    private void Keep(in LossBatch<T> batch, in KeptArguments<T> arguments) => kernels.Launch(
        KeptKernels.Keep, (long)arguments.Steps * batch.Rows * arguments.Width, arguments);

    // One vector a row.
    private static KeptArguments<T> Arguments(
        in LossBatch<T> batch, DeviceBuffer<T> kept, int port, int width) => new()
        {
            Arena = batch.Arena,
            Integers = batch.Integers,
            Order = batch.Order,
            Kept = kept.View,
            Place = checked((int)batch.Ports[port]),
            Width = width,
            Stride = Workspace<T>.Stride(width),
            Rows = batch.Rows,
            Steps = 1,
            KeptSteps = 1,
        };
}
