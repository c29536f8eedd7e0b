using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Generators.Tests.Support;

/// <summary>A model whose inputs are one an axis, run on a batch: in slices, by so many threads.</summary>
internal sealed unsafe class AxesRun : IDisposable
{
    private readonly Model<double> _model;
    private readonly ModelInfo _info;
    private readonly AxesBatch _batch;
    private readonly Workspace<double> _work;

    private AxesRun(Model<double> model, AxesBatch batch)
    {
        (_model, _info, _batch) = (model, model.Info, batch);
        _work = new Workspace<double>(model.Program);
    }

    /// <summary>The output. [Rows, Steps, width]</summary>
    public required double[] Output { get; init; }

    public double[][] InputGradients { get; private set; } = [];

    public double[] Gradients { get; private set; } = [];

    /// <summary>The sum that is differentiated.</summary>
    public double Sum => Output.Zip(_batch.Weights, static (y, w) => y * w).Sum();

    public static AxesRun Of(Model<double> model, AxesBatch batch, bool training = true, int threads = 1)
    {
        HeadInfo head = model.Info.Heads[0];
        var run = new AxesRun(model, batch) { Output = new double[batch.Rows * batch.Steps[head.Axis] * head.Width] };
        run.Forward(training, threads);
        if (training && batch.Weights.Length > 0)
            run.Backward(threads);
        return run;
    }

    /// <summary>An alignment. [Rows, Steps, memory steps]</summary>
    public double[] Alignment(string name)
    {
        int index = _info.Alignment(name);
        AlignmentInfo info = _info.Alignments[index];
        var result = new double[_batch.Rows * _batch.Steps[info.Axis] * _batch.Steps[info.MemoryAxis]];
        fixed (double* target = result)
        {
            for (int i = 0; i < _work.SliceCount; i++)
                Exchange<double>.ReadAlignment(_work, _work.Slot(i), index, target);
        }

        return result;
    }

    public void Dispose() => _work.Dispose();

    private void Forward(bool training, int threads)
    {
        AxisBatch[] axes = [.. _batch.Lengths.Select((lengths, axis) => new AxisBatch(_batch.Steps[axis], lengths))];
        _work.Prepare(_batch.Rows, axes, training, _model.Parameters);
        for (int i = 0; i < _work.SliceCount; i++)
        {
            for (int axis = 0; axis < axes.Length; axis++)
                Write(i, axis, Port.Input(axis), _batch.Inputs[axis], _info.Inputs[axis].Features);
            for (int s = 0; s < _info.States.Count; s++)
                Clear(i, s, Port.Initial(_info, s));
        }

        WorkerPool.RunTogether(new Pass(_work, isBackward: false), _work.SliceCount, threads, patience: 1000);
        fixed (double* target = Output)
        {
            for (int i = 0; i < _work.SliceCount; i++)
                Exchange<double>.ReadOutput(_work, _work.Slot(i), 0, target);
        }
    }

    private void Backward(int threads)
    {
        for (int i = 0; i < _work.SliceCount; i++)
        {
            Write(i, _info.Heads[0].Axis, Port.OutputGradient(_info, 0), _batch.Weights, _info.Heads[0].Width);
            for (int s = 0; s < _info.States.Count; s++)
                Clear(i, s, Port.FinalGradient(_info, s));
            new Span<double>(_work.Slot(i).Slice.Gradients, (int)_model.Program.GradientLength).Clear();
        }

        WorkerPool.RunTogether(new Pass(_work, isBackward: true), _work.SliceCount, threads, patience: 1000);
        using var collected = new CollectWork<double>(_work, _model.Parameters);
        collected.Run(adds: false, threads);
        Gradients = collected.Gradients.ToArray();
        InputGradients = [.. _batch.Inputs.Select((values, axis) =>
        {
            var gradient = new double[values.Length];
            fixed (double* target = gradient)
            {
                for (int i = 0; i < _work.SliceCount; i++)
                {
                    double* source = _work.At(_work.Slot(i), Port.InputGradient(axis));
                    int width = _info.Inputs[axis].Features;
                    Exchange<double>.ReadSequences(_work, _work.Slot(i), axis, source, width, target);
                }
            }

            return gradient;
        })];
    }

    private void Write(int slice, int axis, int port, double[] values, int width)
    {
        SliceSlot<double> slot = _work.Slot(slice);
        fixed (double* source = values)
            Exchange<double>.WriteSequences(_work, slot, axis, source, width, _work.At(slot, port));
    }

    private void Clear(int slice, int state, int port)
    {
        SliceSlot<double> slot = _work.Slot(slice);
        Exchange<double>.FillVectors(slot, 0, _info.States[state].Size, _work.At(slot, port));
    }

    private sealed class Pass(Workspace<double> work, bool isBackward) : SliceWork
    {
        public override void Begin(int index)
        {
        }

        public override void Compute(int index, Team team)
        {
            Slice<double> slice = work.Slot(index).Slice with { Team = team };
            if (isBackward)
                work.Program.Backward(in slice);
            else
                work.Program.Forward(in slice);
        }

        public override void End(int index)
        {
        }
    }
}
