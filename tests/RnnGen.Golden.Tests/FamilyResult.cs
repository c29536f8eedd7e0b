namespace RnnGen.Golden.Tests;

/// <summary>A line of the table.</summary>
internal sealed class FamilyResult(string family)
{
    private readonly Dictionary<(Precision, bool), double> _worst = [];
    private readonly HashSet<string> _failed = [];

    public string Family => family;

    /// <summary>Why no case was run, or null.</summary>
    public string? NotRun { get; set; }

    public int Cases { get; set; }

    /// <summary>Cases of a kind that cannot be expressed yet.</summary>
    public int Later { get; set; }

    public int Passed => Cases - _failed.Count;

    /// <summary>What went wrong, a short text each.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The same with stack traces.</summary>
    public List<string> Details { get; } = [];

    public void Record(string @case, Precision precision, Check check)
    {
        (Precision, bool) key = (precision, check.Kind == CheckKind.Forward);
        if (!_worst.TryGetValue(key, out double worst) || !(check.Error <= worst))
            _worst[key] = check.Error;
        if (!check.Passes(precision))
            Fail(@case, $"{precision} {check.What}: error {check.Error:E2}, bound {check.Bound(precision):E0}");
    }

    public void Fail(string @case, string reason, string? trace = null)
    {
        _failed.Add(@case);
        string line = $"{family}/{@case}: {reason}";
        Failures.Add(line.Length > 600 ? line[..600] + " ..." : line);
        Details.Add(trace == null ? line : line + "\n" + trace);
    }

    /// <summary>The worst error of a kind, or null where nothing of it was compared.</summary>
    public double? Worst(Precision precision, bool forward) =>
        _worst.TryGetValue((precision, forward), out double worst) ? worst : null;
}
