using System.ComponentModel;

namespace RnnGen.Program;

/// <summary>
/// The threads that compute one slice together: all of them run the same program over the same memory, and each does
/// its part of every instruction. The default value is a thread by itself.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Team
{
    // Rounds of about 40 ns in which the others are expected.
    private const int SpinRounds = 500;

    private readonly Meeting* _meeting;
    private readonly int _index;
    private readonly int _others;

    internal Team(int index, int members, Meeting* meeting)
    {
        _index = index;
        _others = members - 1;
        _meeting = meeting;
    }

    /// <summary>Whether this is the member that does what is not divided; true of a thread by itself.</summary>
    public bool IsFirst => _index == 0;

    /// <summary>Whether there are no others.</summary>
    internal bool IsAlone => _others == 0;

    /// <summary>Returns once every member is here: what any of them wrote can then be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Wait()
    {
        if (_others != 0)
            Meet();
    }

    /// <summary>This member's part of some rows or units, cut at multiples of <paramref name="unit"/>.</summary>
    /// <param name="count">How many there are for all members together.</param>
    /// <param name="unit">What is not cut; the last one need not be whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Part Part(long count, int unit = 1) => _others == 0 ? new Part(0, count) : Cut(count, unit);

    private Part Cut(long count, int unit)
    {
        long units = (count + unit - 1) / unit;
        long from = units * _index / (_others + 1) * unit;
        long to = units * (_index + 1) / (_others + 1) * unit;
        return new Part(from, Math.Min(to, count));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Meet()
    {
        int members = _others + 1;
        long goal = (Interlocked.Increment(ref _meeting->Arrived) + _others) / members * members;
        for (int i = 0; i < SpinRounds; i++)
        {
            if (Volatile.Read(ref _meeting->Arrived) >= goal)
                return;
            Thread.SpinWait(1);
        }

        _meeting->Await(goal);
    }
}
