using RnnGen.Program;

namespace RnnGen.Plots;

/// <summary>
/// Gradients with respect to the states between all steps of a sequence. Each suffix of the sequence is a row that
/// starts from the states before it, so that the gradient of a row's initial states is what is asked for.
/// </summary>
internal sealed class SuffixGradients<T>(Model<T> model, Sample<T> sample)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 32;

    private readonly ModelInfo _info = model.Info;
    private readonly int _steps = sample.Steps;

    /// <summary>For each state the norms, the first one step back from the loss.</summary>
    public double[][] Measure()
    {
        T[] states = RecordStates();
        var norms = new double[_info.States.Count][];
        for (int s = 0; s < norms.Length; s++)
            norms[s] = new double[_steps];
        using Pass<T> pass = model.CreatePass();
        for (int first = 0; first < _steps; first += RowsAtOnce)
            MeasureRows(pass, states, first, Math.Min(RowsAtOnce, _steps - first), norms);
        return norms;
    }

    // The states before each step, step by step. [T, all states]
    private T[] RecordStates()
    {
        using var run = new StreamedSequence<T>(model, sample);
        int length = run.States.Length;
        var states = new T[_steps * length];
        int at = 0;
        foreach (StateInfo state in _info.States)
        {
            states.AsSpan(at, state.Size).Fill(T.CreateChecked(state.Initial));
            at += state.Size;
        }

        for (int t = 1; run.MoveNext() && t < _steps; t++)
            run.States.CopyTo(states.AsSpan(t * length));
        return states;
    }

    private void MeasureRows(Pass<T> pass, T[] states, int first, int rows, double[][] norms)
    {
        int longest = _steps - first;
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => longest - row)];
        pass.Forward(BatchOf(states, first, rows, longest, lengths), training: true);
        double loss = pass.Loss(), sum = 0;
        foreach (double one in pass.Losses)
            sum += one;
        double divisor = loss == 0 ? 1 : sum / loss; // of the mean, or 1
        pass.Backward();
        ReadOnlySpan<T> gradient = pass.InitialStateGradient;
        for (int s = 0; s < norms.Length; s++)
        {
            int size = _info.States[s].Size;
            for (int row = 0; row < rows; row++)
            {
                double square = 0;
                foreach (T value in gradient.Slice(row * size, size))
                {
                    // What vanishes is measured: its square is no float any more.
                    double component = double.CreateTruncating(value);
                    square += component * component;
                }

                norms[s][_steps - 1 - first - row] = Math.Sqrt(square) * divisor;
            }

            gradient = gradient[(rows * size)..];
        }
    }

    private Batch<T> BatchOf(T[] states, int first, int rows, int longest, int[] lengths)
    {
        Batch<T> batch = sample.HasTokens
            ? Batch<T>.FromTokens(Suffixes(sample.Tokens.Span, 1, first, lengths), rows, longest, lengths)
            : Batch<T>.FromFeatures(
                Suffixes<T>(Scaled(sample.Features, model.InputScaler), _info.Features, first, lengths), rows, longest,
                lengths);
        T[] targets = Scaled(sample.Targets, model.TargetScaler);
        bool isPerStep = _info.OutputPerStep;
        return batch with
        {
            InitialStates = StatesOf(states, first, rows),
            Classes = isPerStep
                ? Suffixes(sample.Classes.Span, 1, first, lengths)
                : Repeat(sample.Classes.Span, rows),
            Targets = isPerStep
                ? Suffixes<T>(targets, targets.Length / _steps, first, lengths)
                : Repeat<T>(targets, rows),
            SampleWeights = isPerStep ? LastOnly(rows, longest, lengths) : default,
            DropoutMasks = _info.DropoutSites.ToDictionary(
                static site => site.Name, site => MaskOf(site, rows, longest)),
        };
    }

    // One state after the other, each [rows, size]; the states have all sizes side by side, step by step.
    private T[] StatesOf(T[] states, int first, int rows)
    {
        int all = states.Length / _steps, offset = 0;
        var result = new List<T>(rows * all);
        foreach (StateInfo state in _info.States)
        {
            for (int row = 0; row < rows; row++)
                result.AddRange(states.AsSpan(((first + row) * all) + offset, state.Size));
            offset += state.Size;
        }

        return [.. result];
    }

    // Weights of the losses: 1 at each row's last step.
    private T[] LastOnly(int rows, int longest, int[] lengths)
    {
        int width = _info.Loss!.Kind == LossKind.CrossEntropy ? 1 : _info.Outputs;
        var weights = new T[rows * longest * width];
        for (int row = 0; row < rows; row++)
            weights.AsSpan(((row * longest) + lengths[row] - 1) * width, width).Fill(T.One);
        return weights;
    }

    private static ReadOnlyMemory<T> MaskOf(DropoutSite site, int rows, int longest)
    {
        var mask = new T[rows * (site.PerSequence ? 1 : longest) * site.Width];
        if (site.Kind == DropoutKind.Inverted)
            mask.AsSpan().Fill(T.One);
        return mask;
    }

    private static T[] Scaled(ReadOnlyMemory<T> values, Scaler? scaler)
    {
        T[] copy = values.ToArray();
        scaler?.Transform(copy.AsSpan());
        return copy;
    }

    private static TItem[] Suffixes<TItem>(ReadOnlySpan<TItem> sequence, int width, int first, int[] lengths)
    {
        if (sequence.IsEmpty)
            return [];
        int longest = lengths[0];
        var suffixes = new TItem[lengths.Length * longest * width];
        for (int row = 0; row < lengths.Length; row++)
            sequence[((first + row) * width)..].CopyTo(suffixes.AsSpan(row * longest * width));
        return suffixes;
    }

    private static TItem[] Repeat<TItem>(ReadOnlySpan<TItem> values, int rows)
    {
        var repeated = new TItem[values.Length * rows];
        for (int row = 0; row < rows; row++)
            values.CopyTo(repeated.AsSpan(row * values.Length));
        return repeated;
    }
}
