using System.ComponentModel;
using System.Diagnostics;

namespace RnnGen.Program;

/// <summary>
/// What a member sees of a halved team: each half computes a program of its own. Where a team is not halved, all of it
/// computes both.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TeamHalves
{
    private const int Both = -1;

    // Of programs that take the same time one may take twice as long, or 50 us more.
    private static readonly long s_leastDifference = Stopwatch.Frequency / 20_000;

    private readonly Team _team;
    private readonly int _half;
    private readonly long _start;

    internal TeamHalves(Team whole)
    {
        (_team, _half) = (whole, Both);
        Own = whole;
    }

    internal TeamHalves(Team team, int half, Team own)
    {
        (_team, _half) = (team, half);
        Own = own;
        _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Whether this member computes the first program.</summary>
    public bool IsInFirst => _half != 1;

    /// <summary>Whether this member computes the second program.</summary>
    public bool IsInSecond => _half != 0;

    /// <summary>With whom this member computes: its half, or the whole team.</summary>
    public Team Own { get; }

    /// <summary>Returns once both programs are computed.</summary>
    public void Meet()
    {
        if (_half != Both)
            _team.Meet(Math.Max(Stopwatch.GetTimestamp() - _start, s_leastDifference));
    }
}
