namespace RnnGen;

/// <summary>The prefixes of a prefix beam search, step by step.</summary>
internal sealed class CtcBeamSearch
{
    private readonly int _beams;
    private readonly int _blank;
    private readonly List<Prefix> _kept = [];
    private readonly List<Prefix> _touched = [];

    public CtcBeamSearch(int beams, int blank)
    {
        (_beams, _blank) = (beams, blank);
        _kept.Add(new Prefix(null, blank) { AfterBlank = 0 });
    }

    /// <summary>Takes a step.</summary>
    /// <param name="scores">Log-probabilities of its outputs. [K]</param>
    public void Step(ReadOnlySpan<double> scores)
    {
        _touched.Clear();
        foreach (Prefix prefix in _kept)
            Extend(prefix, scores);
        foreach (Prefix prefix in _touched)
            prefix.Advance();
        _touched.Sort(static (a, b) => a.Total != b.Total ? b.Total.CompareTo(a.Total) : Compare(a, b));
        _kept.Clear();
        _kept.AddRange(_touched.Take(_beams));
    }

    /// <summary>The best labellings so far, the most probable one first.</summary>
    public IReadOnlyList<CtcLabelling> Best(int count) =>
        [.. _kept.Take(count).Select(static prefix => new CtcLabelling(prefix.Labels(), prefix.Total))];

    private void Extend(Prefix prefix, ReadOnlySpan<double> scores)
    {
        Touch(prefix);
        prefix.NextAfterBlank = ScalarMath.LogAdd(prefix.NextAfterBlank, prefix.Total + scores[_blank]);
        for (int k = 0; k < scores.Length; k++)
        {
            if (k == _blank)
                continue;
            bool repeats = prefix.Parent != null && prefix.Label == k;
            if (repeats)
                prefix.NextAfterLabel = ScalarMath.LogAdd(prefix.NextAfterLabel, prefix.AfterLabel + scores[k]);
            double from = repeats ? prefix.AfterBlank : prefix.Total;
            if (double.IsNegativeInfinity(from))
                continue;
            Prefix longer = prefix.With(k);
            Touch(longer);
            longer.NextAfterLabel = ScalarMath.LogAdd(longer.NextAfterLabel, from + scores[k]);
        }
    }

    private void Touch(Prefix prefix)
    {
        if (prefix.IsTouched)
            return;
        prefix.IsTouched = true;
        _touched.Add(prefix);
    }

    private static int Compare(Prefix a, Prefix b) => a.Labels().AsSpan().SequenceCompareTo(b.Labels());

    // Log-probabilities of the alignments that end in a blank and of those that end in the label.
    private sealed class Prefix(Prefix? parent, int label)
    {
        private readonly Dictionary<int, Prefix> _longer = [];

        public Prefix? Parent { get; } = parent;

        public int Label { get; } = label;

        public bool IsTouched { get; set; }

        public double AfterBlank { get; set; } = double.NegativeInfinity;

        public double AfterLabel { get; private set; } = double.NegativeInfinity;

        public double NextAfterBlank { get; set; } = double.NegativeInfinity;

        public double NextAfterLabel { get; set; } = double.NegativeInfinity;

        public double Total { get; private set; }

        public Prefix With(int label)
        {
            if (!_longer.TryGetValue(label, out Prefix? longer))
                _longer.Add(label, longer = new Prefix(this, label));
            return longer;
        }

        public void Advance()
        {
            (AfterBlank, AfterLabel) = (NextAfterBlank, NextAfterLabel);
            (NextAfterBlank, NextAfterLabel) = (double.NegativeInfinity, double.NegativeInfinity);
            Total = ScalarMath.LogAdd(AfterBlank, AfterLabel);
            IsTouched = false;
        }

        public int[] Labels()
        {
            var labels = new List<int>();
            for (Prefix prefix = this; prefix.Parent != null; prefix = prefix.Parent)
                labels.Add(prefix.Label);
            labels.Reverse();
            return [.. labels];
        }
    }
}
