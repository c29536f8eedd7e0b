using RnnGen.Execution;

namespace RnnGen;

/// <summary>One range of parameters with what its update reads and writes.</summary>
internal readonly ref struct UpdateSpan<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OptimizerState<T> _state;
    private readonly GradientRuns? _runs;
    private readonly IRuleReader<T>? _reader;
    private readonly int _start;
    private readonly int _tensor;

    public UpdateSpan(
        Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length, double scale,
        GradientRuns? runs, int tensor)
    {
        Parameters = parameters.Slice(start, length);
        Gradients = gradients.Slice(start, length);
        GradientScale = scale;
        _state = state;
        _runs = runs;
        _start = start;
        _tensor = tensor;
    }

    /// <summary>Of nothing: whoever runs a rule over it shows the rule to a reader.</summary>
    public UpdateSpan(OptimizerState<T> state, int tensor, IRuleReader<T> reader)
    {
        _state = state;
        _tensor = tensor;
        _reader = reader;
    }

    public Span<T> Parameters { get; }

    public ReadOnlySpan<T> Gradients { get; }

    public double GradientScale { get; }

    /// <summary>Steps taken with these parameters, with this one.</summary>
    public long Step => _state.StepOf(_tensor);

    public Span<double> Scalars => _state.ScalarsOf(_tensor);

    public Span<T> Buffer(int index)
        => _state.Host.Slice((index * _state.Length) + _start, Parameters.Length);

    /// <summary>Runs a rule over the range: whole registers first, then the rest in a padded one.</summary>
    public void Run<TRule>(in TRule rule)
        where TRule : struct, IUpdateRule<T>
    {
        if (_reader != null)
        {
            _reader.Read(rule);
            return;
        }

        int whole = Parameters.Length - (Parameters.Length % Vector<T>.Count);
        for (int i = 0; i < whole;)
        {
            (int from, int to) = NextRun(i, whole);
            Registers(rule, i, from, isZero: true);
            Registers(rule, from, to, isZero: false);
            i = to;
        }

        if (whole < Parameters.Length)
            Rest(rule, whole);
    }

    /// <summary>The next registers whose gradients may differ from zero.</summary>
    private (int From, int To) NextRun(int i, int end)
    {
        if (_runs == null)
            return (i, end);
        (int from, int to) = _runs.Next(_start + i, _start + end);
        from -= _start;
        to -= _start + 1 - Vector<T>.Count;
        return (Math.Max(i, from - (from % Vector<T>.Count)), Math.Min(end, to - (to % Vector<T>.Count)));
    }

    private void Registers<TRule>(in TRule rule, int i, int end, bool isZero)
        where TRule : struct, IUpdateRule<T>
    {
        Span<T> s0 = TRule.Buffers > 0 ? Buffer(0) : default;
        Span<T> s1 = TRule.Buffers > 1 ? Buffer(1) : default;
        Span<T> s2 = TRule.Buffers > 2 ? Buffer(2) : default;
        Vector<T> scale = new(T.CreateTruncating(GradientScale));
        for (; i < end; i += Vector<T>.Count)
        {
            Vector<T> p = new(Parameters[i..]);
            Vector<T> g = isZero ? Vector<T>.Zero : new Vector<T>(Gradients[i..]) * scale;
            Vector<T> a = TRule.Buffers > 0 ? new Vector<T>(s0[i..]) : default;
            Vector<T> b = TRule.Buffers > 1 ? new Vector<T>(s1[i..]) : default;
            Vector<T> c = TRule.Buffers > 2 ? new Vector<T>(s2[i..]) : default;
            rule.Apply(ref p, g, ref a, ref b, ref c);
            p.CopyTo(Parameters[i..]);
            if (TRule.Buffers > 0)
                a.CopyTo(s0[i..]);
            if (TRule.Buffers > 1)
                b.CopyTo(s1[i..]);
            if (TRule.Buffers > 2)
                c.CopyTo(s2[i..]);
        }
    }

    private void Rest<TRule>(in TRule rule, int i)
        where TRule : struct, IUpdateRule<T>
    {
        Span<T> s0 = TRule.Buffers > 0 ? Buffer(0) : default;
        Span<T> s1 = TRule.Buffers > 1 ? Buffer(1) : default;
        Span<T> s2 = TRule.Buffers > 2 ? Buffer(2) : default;
        Vector<T> scale = new(T.CreateTruncating(GradientScale));
        Vector<T> p = Load(Parameters[i..]);
        Vector<T> a = TRule.Buffers > 0 ? Load(s0[i..]) : default;
        Vector<T> b = TRule.Buffers > 1 ? Load(s1[i..]) : default;
        Vector<T> c = TRule.Buffers > 2 ? Load(s2[i..]) : default;
        rule.Apply(ref p, Load(Gradients[i..]) * scale, ref a, ref b, ref c);
        for (int lane = 0; i < Parameters.Length; lane++, i++)
        {
            Parameters[i] = p[lane];
            if (TRule.Buffers > 0)
                s0[i] = a[lane];
            if (TRule.Buffers > 1)
                s1[i] = b[lane];
            if (TRule.Buffers > 2)
                s2[i] = c[lane];
        }
    }

    private static Vector<T> Load(ReadOnlySpan<T> source)
    {
        Vector<T> result = Vector<T>.Zero;
        for (int lane = 0; lane < source.Length; lane++)
            result = result.WithElement(lane, source[lane]);
        return result;
    }
}
