using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A linear chain over K classes, as <see cref="CrfAttribute"/> declares it: scores of classes at each step (emissions,
/// [T, K]), of pairs that follow each other, of the first and the last class. Not for two threads at once.
/// </summary>
/// <typeparam name="T">The float type of emissions and scores.</typeparam>
public sealed unsafe class LinearChain<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _scores; // transitions [K, K], start [K], end [K]
    private readonly PinnedBuffer<double> _memory = new();
    private bool _isPrepared;
    private double[] _best = [];
    private int[] _origins = [];

    /// <summary>Makes a chain.</summary>
    /// <param name="classes">Number of classes K, at least 1.</param>
    /// <param name="transitions">Scores of going from one class to the next. [from, to], [K, K]</param>
    /// <param name="start">Scores of the first class, or empty for 0. [K]</param>
    /// <param name="end">Scores of the last class, or empty for 0. [K]</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public LinearChain(
        int classes, ReadOnlySpan<T> transitions, ReadOnlySpan<T> start = default, ReadOnlySpan<T> end = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Require.Length(transitions.Length, (long)classes * classes, nameof(transitions));
        if (!start.IsEmpty)
            Require.Length(start.Length, classes, nameof(start));
        if (!end.IsEmpty)
            Require.Length(end.Length, classes, nameof(end));
        Classes = classes;
        _scores = new double[(classes * classes) + (2 * classes)];
        Write(transitions, start, end);
    }

    /// <summary>Number of classes K.</summary>
    public int Classes { get; }

    private Span<double> Transitions => _scores.AsSpan(0, Classes * Classes);

    private Span<double> Start => _scores.AsSpan(Classes * Classes, Classes);

    private Span<double> End => _scores.AsSpan((Classes + 1) * Classes, Classes);

    /// <summary>The chain that a model predicts from: its parameters now, within the declared scheme.</summary>
    /// <param name="model">A model with <c>[Crf]</c>.</param>
    /// <exception cref="ArgumentException">
    /// The model declares another loss, or its class names do not fit the scheme.
    /// </exception>
    /// <exception cref="InvalidOperationException">A scheme is declared and the model has no class names.</exception>
    public static LinearChain<T> Of(Model<T> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Info.Loss is not { Kind: LossKind.Crf } loss)
        {
            throw new ArgumentException(
                $"{model.Info.Name} is declared with {model.Info.Loss?.Kind.ToString() ?? "no loss"}; a chain goes "
                    + "with [Crf].", nameof(model));
        }

        var chain = new LinearChain<T>(model.Info.Outputs, model.Parameters.Of(loss.Parameters[0]));
        chain.Read(model);
        return chain;
    }

    /// <summary>Forbids what a tag scheme does not allow: such paths have the score of minus infinity.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="classNames">Names of the classes. [K]</param>
    /// <exception cref="ArgumentException">There are not K names, none is a tag, or no path is left.</exception>
    public void Restrict(TagScheme scheme, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        Require.Length(classNames.Count, Classes, nameof(classNames));
        TagRules.Forbid(scheme, classNames, Transitions, Start, End);
        _isPrepared = false;
    }

    /// <summary>The logarithm of the sum of e^score over all paths.</summary>
    /// <param name="emissions">Scores of the classes at each step. [T, K]</param>
    /// <exception cref="ArgumentException">The length is no multiple of K.</exception>
    public double LogPartition(ReadOnlySpan<T> emissions)
    {
        int steps = Require.Multiple(emissions.Length, Classes, nameof(emissions));
        ChainSums sums = Sums(steps);
        fixed (T* x = emissions)
            return sums.Forward(x, Classes, steps);
    }

    /// <summary>The score of a path; less <see cref="LogPartition"/> it is the path's log-likelihood.</summary>
    /// <param name="emissions">Scores of the classes at each step. [T, K]</param>
    /// <param name="path">The class of each step. [T]</param>
    /// <exception cref="ArgumentException">A length is wrong, or a class out of range.</exception>
    public double Score(ReadOnlySpan<T> emissions, ReadOnlySpan<int> path)
    {
        int steps = Require.Multiple(emissions.Length, Classes, nameof(emissions));
        Require.Length(path.Length, steps, nameof(path));
        foreach (int item in path)
            Require.Class(item, Classes, nameof(path));
        ChainSums sums = Sums(steps);
        fixed (T* x = emissions)
        fixed (int* classes = path)
            return sums.Score(x, Classes, steps, classes);
    }

    /// <summary>
    /// The path with the best score (Viterbi 1967); of equal ones that whose last class is the lowest, then the one
    /// before it, and so on.
    /// </summary>
    /// <param name="emissions">Scores of the classes at each step. [T, K]</param>
    /// <param name="path">Receives the class of each step. [T]</param>
    /// <returns>The path's score; 0 where there are no steps.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Viterbi(ReadOnlySpan<T> emissions, Span<int> path)
    {
        int steps = Require.Multiple(emissions.Length, Classes, nameof(emissions));
        Require.Length(path.Length, steps, nameof(path));
        if (steps == 0)
            return 0;
        if (_best.Length == 0)
            _best = new double[2 * Classes];
        if (_origins.Length < emissions.Length)
            _origins = new int[emissions.Length];

        Span<double> best = _best.AsSpan(0, Classes), next = _best.AsSpan(Classes);
        for (int k = 0; k < Classes; k++)
            best[k] = Start[k] + FloatCast<T>.ToDouble(emissions[k]);
        for (int t = 1; t < steps; t++)
        {
            for (int j = 0; j < Classes; j++)
            {
                int from = BestOrigin(best, j);
                _origins[(t * Classes) + j] = from;
                next[j] = best[from] + Transitions[(from * Classes) + j]
                    + FloatCast<T>.ToDouble(emissions[(t * Classes) + j]);
            }

            next.CopyTo(best);
        }

        for (int k = 0; k < Classes; k++)
            best[k] += End[k];
        int last = Largest(best);
        path[steps - 1] = last;
        for (int t = steps - 1; t > 0; t--)
            path[t - 1] = _origins[(t * Classes) + path[t]];
        return best[last];
    }

    /// <summary>The probability of each class at each step, over all paths; those of a step sum to 1.</summary>
    /// <param name="emissions">Scores of the classes at each step. [T, K]</param>
    /// <param name="marginals">Receives the probabilities. [T, K]</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Marginals(ReadOnlySpan<T> emissions, Span<double> marginals)
    {
        int steps = Require.Multiple(emissions.Length, Classes, nameof(emissions));
        Require.Length(marginals.Length, emissions.Length, nameof(marginals));
        ChainSums sums = Sums(steps);
        fixed (T* x = emissions)
            sums.Forward(x, Classes, steps);
        for (int t = steps - 1; t >= 0; t--)
        {
            sums.Backward(t);
            new Span<double>(sums.Marginals, Classes).CopyTo(marginals.Slice(t * Classes, Classes));
        }
    }

    /// <summary>Reads a model's parameters and scheme again.</summary>
    internal void Read(Model<T> model)
    {
        LossInfo loss = model.Info.Loss!;
        ParameterSet<T> parameters = model.Parameters;
        if (loss.StartEnd)
            Write(Tensor(0), Tensor(1), Tensor(2));
        else
            Write(Tensor(0), default, default);
        if (loss.Scheme == TagScheme.None)
            return;
        IReadOnlyList<string> names = model.ClassNames ?? throw new InvalidOperationException(
            $"{model.Info.Name} has no ClassNames, by which [Crf(Scheme = TagScheme.{loss.Scheme})] knows what is "
                + "allowed: set them, or load a file that holds them.");
        Restrict(loss.Scheme, names);

        ReadOnlySpan<T> Tensor(int index) => parameters.Of(loss.Parameters[index]);
    }

    private void Write(ReadOnlySpan<T> transitions, ReadOnlySpan<T> start, ReadOnlySpan<T> end)
    {
        for (int i = 0; i < transitions.Length; i++)
            Transitions[i] = FloatCast<T>.ToDouble(transitions[i]);
        for (int k = 0; k < Classes; k++)
        {
            Start[k] = start.IsEmpty ? 0 : FloatCast<T>.ToDouble(start[k]);
            End[k] = end.IsEmpty ? 0 : FloatCast<T>.ToDouble(end[k]);
        }

        _isPrepared = false;
    }

    private int BestOrigin(ReadOnlySpan<double> best, int to)
    {
        int from = 0;
        for (int i = 1; i < Classes; i++)
        {
            if (best[i] + Transitions[(i * Classes) + to] > best[from] + Transitions[(from * Classes) + to])
                from = i;
        }

        return from;
    }

    private static int Largest(ReadOnlySpan<double> scores)
    {
        int most = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[most])
                most = i;
        }

        return most;
    }

    private ChainSums Sums(int steps)
    {
        long length = ChainSums.Length(Classes, steps);
        _isPrepared &= length <= _memory.Capacity;
        _memory.Reserve(length);
        var sums = new ChainSums(_memory.Pointer, Classes, steps);
        if (_isPrepared)
            return sums;
        _scores.CopyTo(new Span<double>(sums.Transitions, _scores.Length));
        sums.Prepare();
        _isPrepared = true;
        return sums;
    }
}
