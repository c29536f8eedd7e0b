namespace RnnGen;

/// <summary>
/// Sums over all paths of a linear chain (Rabiner 1989, section III): the log partition, the marginals of a step and
/// of a pair of steps. In double. Weights are exponentials, and each step is scaled to a sum of 1; where scores lie too
/// far apart for that, or forbid something, everything stays in logarithms.
/// </summary>
internal unsafe struct ChainSums
{
    // e^300 twice is well inside the range of double: what underflows counts nothing.
    private const double MostSpread = 300;

    private readonly int _classes;
    private readonly double* _weights; // e^(transition - shift) [K, K]
    private readonly double* _endWeights; // e^(end - shift) [K]
    private readonly double* _shifts; // of transitions and ends, and whether steps are scaled [3]
    private readonly double* _backward; // [K]
    private readonly double* _next; // what step t + 1 and all behind it weigh [K]
    private readonly double* _norms; // [T]
    private readonly double* _forward; // [T, K]
    private readonly double* _emissions; // weights or scores [T, K]
    private int _steps;
    private double _partition;

    /// <summary>A chain in memory of <see cref="Length"/> doubles, which must stay where it is.</summary>
    public ChainSums(double* memory, int classes, int steps)
    {
        int square = classes * classes;
        _classes = classes;
        Transitions = memory;
        Start = Transitions + square;
        End = Start + classes;
        _weights = End + classes;
        _endWeights = _weights + square;
        _shifts = _endWeights + classes;
        _backward = _shifts + 3;
        _next = _backward + classes;
        Marginals = _next + classes;
        _norms = Marginals + classes;
        _forward = _norms + steps;
        _emissions = _forward + ((long)steps * classes);
        _steps = steps;
    }

    /// <summary>Scores of going from one class to the next. [from, to]</summary>
    public double* Transitions { get; }

    /// <summary>Scores of the first class. [K]</summary>
    public double* Start { get; }

    /// <summary>Scores of the last class. [K]</summary>
    public double* End { get; }

    /// <summary>Probability of each class at the step that <see cref="Backward"/> was called for. [K]</summary>
    public double* Marginals { get; }

    private readonly bool IsScaled => _shifts[2] != 0;

    /// <summary>Doubles for sequences of at most so many steps.</summary>
    public static long Length(int classes, int steps) =>
        (2L * classes * classes) + (6L * classes) + 3 + ((long)steps * ((2 * classes) + 1));

    /// <summary>Makes the weights once the scores stand in their places.</summary>
    public readonly void Prepare()
    {
        int square = _classes * _classes;
        _shifts[2] = IsNarrow(Transitions, square) && IsNarrow(End, _classes) ? 1 : 0;
        if (!IsScaled)
            return;
        _shifts[0] = Softmax<double>.Maximum(Transitions, square);
        _shifts[1] = Softmax<double>.Maximum(End, _classes);
        Softmax<double>.Exponentials(Transitions, square, _shifts[0], _weights);
        Softmax<double>.Exponentials(End, _classes, _shifts[1], _endWeights);
    }

    /// <summary>The score of one path: start, emissions, transitions, end; 0 of an empty one.</summary>
    public readonly double Score<T>(T* emissions, long step, int steps, int* classes)
        where T : unmanaged
    {
        if (steps == 0)
            return 0;
        double score = Start[classes[0]];
        for (int t = 0; t < steps; t++)
        {
            score += FloatCast<T>.ToDouble(emissions[(t * step) + classes[t]]);
            score += t + 1 < steps ? Transitions[(classes[t] * _classes) + classes[t + 1]] : End[classes[t]];
        }

        return score;
    }

    /// <summary>
    /// The logarithm of the sum of e^score over all paths; 0 of an empty sequence, which has the empty path alone.
    /// </summary>
    public double Forward<T>(T* emissions, long step, int steps)
        where T : unmanaged
    {
        _steps = steps;
        for (int t = 0; t < steps; t++)
        {
            for (int k = 0; k < _classes; k++)
                _emissions[((long)t * _classes) + k] = FloatCast<T>.ToDouble(emissions[(t * step) + k]);
        }

        _partition = steps == 0 ? 0 : IsScaled ? ForwardScaled() : ForwardInLogs();
        return _partition;
    }

    /// <summary>
    /// Computes the marginals of step <paramref name="t"/>; called from the last step to the first.
    /// </summary>
    public readonly void Backward(int t)
    {
        double* forward = _forward + ((long)t * _classes);
        bool isLast = t == _steps - 1;
        if (!IsScaled)
        {
            BackwardInLogs(t, isLast);
            for (int k = 0; k < _classes; k++)
                Marginals[k] = ScalarMath.Exp(forward[k] + _backward[k] - _partition);
            return;
        }

        if (!isLast)
        {
            double* emissions = _emissions + ((t + 1L) * _classes);
            for (int k = 0; k < _classes; k++)
                _next[k] = emissions[k] * _backward[k] / _norms[t + 1];
            for (int k = 0; k < _classes; k++)
                _backward[k] = DoubleRows.Dot(_weights + ((long)k * _classes), _next, _classes);
        }
        else
        {
            double sum = DoubleRows.Dot(forward, _endWeights, _classes);
            for (int k = 0; k < _classes; k++)
                _backward[k] = _endWeights[k] / sum;
        }

        for (int k = 0; k < _classes; k++)
            Marginals[k] = forward[k] * _backward[k];
    }

    /// <summary>
    /// Adds factor times the probability of each pair of classes at steps t and t + 1; after <see cref="Backward"/> of
    /// t.
    /// </summary>
    public readonly void AddPairs(int t, double factor, double* target)
    {
        double* forward = _forward + ((long)t * _classes);
        for (int i = 0; i < _classes; i++, target += _classes)
        {
            double* row = (IsScaled ? _weights : Transitions) + ((long)i * _classes);
            if (IsScaled)
            {
                DoubleRows.AddProducts(target, row, _next, forward[i] * factor, _classes);
                continue;
            }

            for (int j = 0; j < _classes; j++)
                target[j] += factor * ScalarMath.Exp(forward[i] + row[j] + _next[j] - _partition);
        }
    }

    private readonly double ForwardScaled()
    {
        double partition = 0;
        for (int t = 0; t < _steps; t++)
        {
            double* x = _emissions + ((long)t * _classes);
            double* a = _forward + ((long)t * _classes);
            if (t == 0)
                DoubleRows.AddScaled(x, Start, 1, _classes);
            double max = Softmax<double>.Maximum(x, _classes);
            Softmax<double>.Exponentials(x, _classes, max, x);
            partition += max + (t == 0 ? 0 : _shifts[0]);
            new Span<double>(a, _classes).Fill(t == 0 ? 1 : 0);
            for (int i = 0; t > 0 && i < _classes; i++)
                DoubleRows.AddScaled(a, _weights + ((long)i * _classes), a[i - _classes], _classes);
            double sum = 0;
            for (int k = 0; k < _classes; k++)
            {
                a[k] *= x[k];
                sum += a[k];
            }

            for (int k = 0; k < _classes; k++)
                a[k] /= sum;
            _norms[t] = sum;
            partition += ScalarMath.Log(sum);
        }

        double* last = _forward + ((_steps - 1L) * _classes);
        return partition + _shifts[1] + ScalarMath.Log(DoubleRows.Dot(last, _endWeights, _classes));
    }

    private readonly double ForwardInLogs()
    {
        double* x = _emissions;
        double* a = _forward;
        for (int k = 0; k < _classes; k++)
            a[k] = Start[k] + x[k];
        for (int t = 1; t < _steps; t++)
        {
            double* before = a;
            a += _classes;
            x += _classes;
            for (int j = 0; j < _classes; j++)
            {
                for (int i = 0; i < _classes; i++)
                    _next[i] = before[i] + Transitions[((long)i * _classes) + j];
                a[j] = x[j] + DoubleRows.LogSum(_next, _classes);
            }
        }

        for (int k = 0; k < _classes; k++)
            _next[k] = a[k] + End[k];
        return DoubleRows.LogSum(_next, _classes);
    }

    private readonly void BackwardInLogs(int t, bool isLast)
    {
        if (isLast)
        {
            new Span<double>(End, _classes).CopyTo(new Span<double>(_backward, _classes));
            return;
        }

        double* emissions = _emissions + ((t + 1L) * _classes);
        for (int k = 0; k < _classes; k++)
            _next[k] = emissions[k] + _backward[k];
        for (int k = 0; k < _classes; k++)
        {
            double* row = Transitions + ((long)k * _classes);
            for (int j = 0; j < _classes; j++)
                Marginals[j] = row[j] + _next[j];
            _backward[k] = DoubleRows.LogSum(Marginals, _classes);
        }
    }

    private static bool IsNarrow(double* scores, int count)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int i = 0; i < count; i++)
        {
            least = Math.Min(least, scores[i]);
            most = Math.Max(most, scores[i]);
        }

        return most - least <= MostSpread;
    }
}
