using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// What the host reads of a step that was launched, once it is there, and what it needs to take it back.
/// </summary>
internal sealed class StepNumbers : IDisposable
{
    private readonly int _length;
    private readonly StagingBuffer<double> _report;
    private readonly StreamMark _arrival;
    private double[] _own = [];
    private bool _hasOwn;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="heads">Heads of the model.</param>
    /// <param name="length">Numbers of a report.</param>
    public StepNumbers(KernelCache kernels, int heads, long length)
    {
        _length = (int)length;
        _report = new StagingBuffer<double>(kernels);
        _report.Reserve(_length);
        _arrival = new StreamMark(kernels);
        Denominators = new double[heads];
    }

    /// <summary>What the mean of each head's losses divides by; the host knows it before the step.</summary>
    public double[] Denominators { get; }

    /// <summary>The optimizer's scalars before the step; may be longer than these are.</summary>
    public double[] Scalars { get; private set; } = [];

    /// <summary>Steps of the optimizer before it.</summary>
    public long Step { get; private set; }

    /// <summary>Remembers where the optimizer stands before the step.</summary>
    public void Save<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Scalars.Length < state.Scalars.Length)
            Scalars = new double[state.Scalars.Length];
        state.Scalars.CopyTo(Scalars.AsSpan());
        Step = state.Step;
        _hasOwn = state.Own.Any;
        if (!_hasOwn)
            return;
        if (_own.Length < state.Own.Rows.Length)
            _own = new double[state.Own.Rows.Length];
        state.Own.Rows.CopyTo(_own);
    }

    /// <summary>Takes the step back on the host.</summary>
    public void Restore<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scalars.AsSpan(0, state.Scalars.Length).CopyTo(state.Scalars);
        state.Step = Step;
        state.Own.Restore(_hasOwn ? _own : []);
    }

    /// <summary>Sends the report of the step whose launches are all made.</summary>
    public void Send(ArrayView<double> report)
    {
        _report.Download(report, 0);
        _arrival.Set();
    }

    /// <summary>The report; waits for the step and for none behind it.</summary>
    public ReadOnlySpan<double> Receive()
    {
        _arrival.Wait();
        return _report.Reserve(_length);
    }

    public void Dispose() => Disposal.Of(_report, _arrival);
}
