using RnnGen.Execution;
using RnnGen.Program;
using Samples;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>The emitted code of a network of two axes, on each of which rows have lengths of their own.</summary>
public sealed unsafe class TwoAxesTests
{
    private const double Step = 1e-5;
    private const double Bound = 1e-6;

    private readonly TwoAxes _model = new(seed: 3);

    [Fact]
    public void Gradients_OfRaggedRows_EqualDifferences()
    {
        Case drawn = Case.Draw(_model.Info, rows: 18, sourceSteps: 4, targetSteps: 5, seed: 1);
        Result result = Run(drawn, gradients: true);
        var flat = new double[_model.Parameters.Length];
        _model.Parameters.Flat.CopyTo(flat);
        Compare("source", drawn.Source, result.Gradients[0]);
        Compare("target", drawn.Target, result.Gradients[1]);
        Compare("states", drawn.States, result.Gradients[2]);
        Compare("parameters", flat, result.Gradients[3]);
        return;

        void Compare(string name, double[] values, double[] analytic)
        {
            Assert.Equal(values.Length, analytic.Length);
            for (int i = 0; i < values.Length; i++)
            {
                double old = values[i];
                double above = Loss(old + Step), below = Loss(old - Step);
                _ = Loss(old);
                double numeric = (above - below) / (2 * Step);
                Assert.True(
                    Math.Abs(analytic[i] - numeric) <= Bound,
                    $"d/d {name}[{i}] is {analytic[i]:R}, differences give {numeric:R}.");

                double Loss(double value)
                {
                    values[i] = value;
                    flat.CopyTo(_model.Parameters.Flat);
                    _model.Parameters.Commit();
                    return Run(drawn, gradients: false).Loss;
                }
            }
        }
    }

    [Fact]
    public void Rows_InABatch_EqualRowsAlone()
    {
        Case drawn = Case.Draw(_model.Info, rows: 18, sourceSteps: 4, targetSteps: 5, seed: 2);
        Result all = Run(drawn, gradients: true);
        for (int row = 0; row < drawn.Rows; row++)
        {
            Result alone = Run(drawn.Row(row), gradients: false);
            Assert.Equal(alone.Steps, all.Steps.AsSpan(row * alone.Steps.Length, alone.Steps.Length).ToArray());
            Assert.Equal(alone.Last, all.Last.AsSpan(row * alone.Last.Length, alone.Last.Length).ToArray());
        }
    }

    private Result Run(Case @case, bool gradients)
    {
        using var work = new Workspace<double>(_model.Program);
        ModelInfo info = _model.Info;
        work.Prepare(
            @case.Rows,
            [
                new AxisBatch(@case.SourceSteps, @case.SourceLengths),
                new AxisBatch(@case.TargetSteps, @case.TargetLengths),
            ],
            gradients,
            _model.Parameters);
        Assert.Equal(@case.Rows > 16 ? 2 : 1, work.SliceCount);
        var result = new Result(@case, info);
        for (int i = 0; i < work.SliceCount; i++)
        {
            SliceSlot<double> slot = work.Slot(i);
            Write(work, slot, 0, Port.Input(0), @case.Source, info.Inputs[0].Features);
            Write(work, slot, 1, Port.Input(1), @case.Target, info.Inputs[1].Features);
            WriteStates(work, slot, @case.States, s => Port.Initial(info, s));
            _model.Program.Forward(slot.Slice);
            fixed (double* steps = result.Steps, last = result.Last)
            {
                Exchange<double>.ReadOutput(work, slot, 0, steps);
                Exchange<double>.ReadOutput(work, slot, 1, last);
            }

            if (gradients)
                Backward(work, slot, @case, result);
        }

        if (!gradients)
            return result;
        using var collected = new CollectWork<double>(work, _model.Parameters);
        collected.Run(adds: false, maxThreads: 1);
        collected.Gradients.CopyTo(result.Gradients[3]);
        return result;
    }

    private void Backward(Workspace<double> work, SliceSlot<double> slot, Case @case, Result result)
    {
        ModelInfo info = _model.Info;
        Write(work, slot, 1, Port.OutputGradient(info, 0), @case.StepWeights, info.Heads[0].Width);
        fixed (double* weights = @case.LastWeights)
        {
            Exchange<double>.WriteVectors(
                work, slot, 0, weights, info.Heads[1].Width, work.At(slot, Port.OutputGradient(info, 1)));
        }

        WriteStates(work, slot, new double[@case.States.Length], s => Port.FinalGradient(info, s));
        new Span<double>(slot.Slice.Gradients, (int)_model.Program.GradientLength).Clear();
        _model.Program.Backward(slot.Slice with { WantsStateGradient = true });
        fixed (double* source = result.Gradients[0], target = result.Gradients[1], states = result.Gradients[2])
        {
            double* dSource = work.At(slot, Port.InputGradient(0)), dTarget = work.At(slot, Port.InputGradient(1));
            Exchange<double>.ReadSequences(work, slot, 0, dSource, info.Inputs[0].Features, source);
            Exchange<double>.ReadSequences(work, slot, 1, dTarget, info.Inputs[1].Features, target);
            Exchange<double>.ReadStates(work, slot, gradients: true, states);
        }
    }

    private static void Write(
        Workspace<double> work, SliceSlot<double> slot, int axis, int port, double[] values, int width)
    {
        fixed (double* source = values)
            Exchange<double>.WriteSequences(work, slot, axis, source, width, work.At(slot, port));
    }

    private static void WriteStates(
        Workspace<double> work, SliceSlot<double> slot, double[] values, Func<int, int> port)
    {
        fixed (double* source = values)
        {
            double* next = source;
            for (int s = 0; s < work.Info.States.Count; s++)
            {
                StateInfo state = work.Info.States[s];
                Exchange<double>.WriteVectors(work, slot, state.Axis, next, state.Size, work.At(slot, port(s)));
                next += work.Rows * state.Size;
            }
        }
    }

    /// <summary>A batch and the weights of its outputs in the sum that is differentiated.</summary>
    private sealed record Case(
        int Rows, int SourceSteps, int TargetSteps, int[] SourceLengths, int[] TargetLengths, double[] Source,
        double[] Target, double[] States, double[] StepWeights, double[] LastWeights)
    {
        public static Case Draw(ModelInfo info, int rows, int sourceSteps, int targetSteps, int seed)
        {
            var random = new Random(seed);
            double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
            int[] Lengths(int steps) => [.. Enumerable.Range(0, rows).Select(_ => random.Next(steps + 1))];
            return new Case(
                rows,
                sourceSteps,
                targetSteps,
                Lengths(sourceSteps),
                Lengths(targetSteps),
                Values(rows * sourceSteps * info.Inputs[0].Features),
                Values(rows * targetSteps * info.Inputs[1].Features),
                Values(rows * info.States.Sum(static state => state.Size)),
                Values(rows * targetSteps * info.Heads[0].Width),
                Values(rows * info.Heads[1].Width));
        }

        /// <summary>One row by itself.</summary>
        public Case Row(int row)
        {
            double[] Of(double[] values) => values.AsSpan(row * values.Length / Rows, values.Length / Rows).ToArray();

            // States are one after the other, each of all rows.
            int size = States.Length / Rows / 3;
            double[] states = [.. Enumerable.Range(0, 3)
                .SelectMany(s => States.Skip(((s * Rows) + row) * size).Take(size))];
            return new Case(
                1, SourceSteps, TargetSteps, [SourceLengths[row]], [TargetLengths[row]], Of(Source), Of(Target), states,
                Of(StepWeights), Of(LastWeights));
        }
    }

    /// <summary>What a batch gave: gradients of source, target, states and parameters.</summary>
    private sealed class Result(Case @case, ModelInfo info)
    {
        public double[] Steps { get; } = new double[@case.StepWeights.Length];

        public double[] Last { get; } = new double[@case.LastWeights.Length];

        public double[][] Gradients { get; } =
        [
            new double[@case.Source.Length], new double[@case.Target.Length], new double[@case.States.Length],
            new double[info.Parameters.Sum(static parameter => (int)parameter.Length)],
        ];

        public double Loss => Dot(Steps, @case.StepWeights) + Dot(Last, @case.LastWeights);

        private static double Dot(double[] a, double[] b) => a.Zip(b, static (x, y) => x * y).Sum();
    }
}
