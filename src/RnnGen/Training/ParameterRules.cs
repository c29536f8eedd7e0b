using System.Globalization;
using RnnGen.Program;

namespace RnnGen;

/// <summary>What training does to each tensor apart from the optimizer's rule: freezing and penalties.</summary>
internal sealed class ParameterRules
{
    private readonly ModelInfo _info;
    private readonly bool[] _isFrozen;
    private readonly double[] _l1;
    private readonly double[] _l2;

    public ParameterRules(ModelInfo info)
    {
        _info = info;
        _isFrozen = [.. info.Parameters.Select(static parameter => parameter.IsFrozen)];
        _l1 = new double[info.Parameters.Count];
        _l2 = new double[info.Parameters.Count];
        Update();
    }

    /// <summary>Whether any tensor is frozen or penalised.</summary>
    public bool Any { get; private set; }

    public void SetFrozen(string pattern, bool isFrozen)
    {
        foreach (int index in ParameterPattern.Find(_info, pattern))
            _isFrozen[index] = isFrozen;
        Update();
    }

    public void SetPenalty(string pattern, double l1, double l2)
    {
        Check.AtLeastZero(l1, nameof(l1));
        Check.AtLeastZero(l2, nameof(l2));
        foreach (int index in ParameterPattern.Find(_info, pattern))
            (_l1[index], _l2[index]) = (l1, l2);
        Update();
    }

    /// <summary>Of each tensor, whether it is frozen.</summary>
    public ReadOnlySpan<bool> Frozen => _isFrozen;

    public bool IsFrozen(int parameter) => _isFrozen[parameter];

    /// <summary>Factors of a tensor's absolute values and squares in what is minimised.</summary>
    public (double L1, double L2) PenaltyOf(int parameter) => (_l1[parameter], _l2[parameter]);

    /// <summary>Adds the penalties' gradients to a range of the flat gradient; frozen parts become zero.</summary>
    public void Prepare<T>(ReadOnlySpan<T> parameters, Span<T> gradients, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _isFrozen.Length; i++)
        {
            (int first, int count) = Overlap(i, start, length);
            if (count <= 0)
                continue;
            Span<T> g = gradients.Slice(first, count);
            if (_isFrozen[i])
                g.Clear();
            else if (_l1[i] != 0 || _l2[i] != 0)
                AddPenalty(parameters.Slice(first, count), g, T.CreateChecked(_l1[i]), T.CreateChecked(2 * _l2[i]));
        }
    }

    /// <summary>The part of a tensor that lies in a range of the flat buffer; its count may be negative.</summary>
    public (int First, int Count) Overlap(int parameter, int start, int length)
    {
        ParameterInfo info = _info.Parameters[parameter];
        int first = Math.Max(start, (int)info.Offset);
        int end = Math.Min(start + length, (int)(info.Offset + info.Length));
        return (first, end - first);
    }

    /// <summary>For a checkpoint: which rules apply, as text.</summary>
    public string Describe()
    {
        var lines = new List<string>();
        for (int i = 0; i < _isFrozen.Length; i++)
        {
            string name = _info.Parameters[i].Name;
            if (_isFrozen[i])
                lines.Add($"{name} frozen");
            else if (_l1[i] != 0 || _l2[i] != 0)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name} L1 {_l1[i]:R} L2 {_l2[i]:R}"));
        }

        return lines.Count == 0 ? "none" : string.Join("; ", lines);
    }

    private void Update() =>
        Any = _isFrozen.Contains(true) || _l1.Any(static x => x != 0) || _l2.Any(static x => x != 0);

    // d(l1 |w| + l2 w^2)/dw = l1 sign(w) + 2 l2 w
    private static void AddPenalty<T>(ReadOnlySpan<T> w, Span<T> g, T l1, T twoL2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < w.Length; i++)
        {
            T sign = w[i] > T.Zero ? l1 : w[i] < T.Zero ? -l1 : T.Zero;
            g[i] += sign + (twoL2 * w[i]);
        }
    }
}
