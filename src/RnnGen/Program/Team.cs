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
    private readonly short _index;
    private readonly short _counter;
    private readonly int _others;

    internal Team(int index, int members, Meeting* meeting, int counter = Meeting.All)
    {
        _index = (short)index;
        _counter = (short)counter;
        _others = members - 1;
        _meeting = meeting;
    }

    /// <summary>Whether this is the member that does what is not divided; true of a thread by itself.</summary>
    public bool IsFirst => _index == 0;

    /// <summary>Whether there are no others.</summary>
    internal bool IsAlone => _others == 0;

    /// <summary>
    /// Returns once every member is here: what any of them wrote can then be read. Behind an instruction of one step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Wait()
    {
        if (_others != 0)
            Meet(Meeting.LongestPart);
    }

    /// <summary>
    /// As <see cref="Wait"/>, behind what covers many steps: a member may have all of it and take any time, which does
    /// not tell that it has lost its core.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WaitLong()
    {
        if (_others != 0)
            Meet(long.MaxValue);
    }

    /// <summary>
    /// Halves for programs that touch nothing of each other. An odd number of members is not halved, which would leave
    /// one of them without effect, nor is a half.
    /// </summary>
    public TeamHalves Halve()
    {
        int members = _others + 1;
        if (members % 2 != 0 || _counter != Meeting.All)
            return new TeamHalves(this);
        int half = _index / (members / 2);
        var own = new Team(_index % (members / 2), members / 2, _meeting, Meeting.All + 1 + half);
        return new TeamHalves(this, half, own);
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

    /// <summary>Meets the others; after so many ticks one of them must have lost its core.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Meet(long longest)
    {
        int members = _others + 1;
        ref long arrived = ref Meeting.Arrived(_meeting, _counter);
        long goal = (Interlocked.Increment(ref arrived) + _others) / members * members;
        for (int i = 0; i < SpinRounds; i++)
        {
            if (Volatile.Read(ref arrived) >= goal)
                return;
            Thread.SpinWait(1);
        }

        Meeting.Await(_meeting, _counter, goal, longest);
    }
}
