using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RnnGen.Program;

/// <summary>
/// Where the members of a team wait for each other: a counter for all of them and one for each half. What is written
/// seldom is on lines of its own, away from the counters.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = CountersEnd + 128)]
internal unsafe struct Meeting
{
    /// <summary>The counter of all members; those of the halves follow.</summary>
    public const int All = 0;

    private const int CounterSize = 128;
    private const int CountersEnd = 3 * CounterSize;

    /// <summary>Not 0 after a member has thrown: it will never arrive.</summary>
    [FieldOffset(CountersEnd)]
    public int Broken;

    /// <summary>Not 0 after a member waited so long that another one must have lost its core.</summary>
    [FieldOffset(CountersEnd + 64)]
    public int LostCore;

    /// <summary>
    /// Ticks after which a member must have lost its core: less than a scheduler gives to another thread, more than
    /// members differ in their parts of one step. In what covers many steps they may differ by any time.
    /// </summary>
    public static readonly long LongestPart = Stopwatch.Frequency / 500;

    /// <summary>How often a member has arrived at a counter, at all meetings together.</summary>
    public static ref long Arrived(Meeting* meeting, int counter)
        => ref *(long*)((byte*)meeting + (counter * CounterSize));

    /// <summary>A meeting in lines of its own, for as long as the process runs.</summary>
    public static Meeting* Create()
    {
        var meeting = (Meeting*)NativeMemory.AlignedAlloc((nuint)sizeof(Meeting), 128);
        Clear(meeting);
        return meeting;
    }

    /// <summary>Makes it ready for another team.</summary>
    public static void Clear(Meeting* meeting) => NativeMemory.Clear(meeting, (nuint)sizeof(Meeting));

    /// <summary>Waits for members that take long, and lets other threads run meanwhile.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="counter">Which of its counters.</param>
    /// <param name="goal">What the counter has to reach.</param>
    /// <param name="longest">Ticks after which another member must have lost its core.</param>
    /// <exception cref="InvalidOperationException">A member has thrown.</exception>
    public static void Await(Meeting* meeting, int counter, long goal, long longest)
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref Arrived(meeting, counter)) < goal)
        {
            if (Volatile.Read(ref meeting->Broken) != 0)
                throw new InvalidOperationException("Another thread of the team has failed.");
            Thread.Yield();
        }

        if (Stopwatch.GetTimestamp() - start > longest)
            meeting->LostCore = 1;
    }
}
