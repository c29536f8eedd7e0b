using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RnnGen.Program;

/// <summary>
/// Where the members of a team wait for each other. What is written seldom is on lines of its own, away from the
/// counter.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Meeting
{
    /// <summary>How often a member has arrived, at all meetings together.</summary>
    [FieldOffset(0)]
    public long Arrived;

    /// <summary>Not 0 after a member has thrown: it will never arrive.</summary>
    [FieldOffset(128)]
    public int Broken;

    /// <summary>Not 0 after a member waited so long that another one must have lost its core.</summary>
    [FieldOffset(192)]
    public int LostCore;

    // Less than a scheduler gives to another thread, more than members differ in work.
    private static readonly TimeSpan s_share = TimeSpan.FromMilliseconds(2);

    /// <summary>A meeting in lines of its own, for as long as the process runs.</summary>
    public static unsafe Meeting* Create()
    {
        var meeting = (Meeting*)NativeMemory.AlignedAlloc((nuint)sizeof(Meeting), 128);
        *meeting = default;
        return meeting;
    }

    /// <summary>Waits for members that take long, and lets other threads run meanwhile.</summary>
    /// <exception cref="InvalidOperationException">A member has thrown.</exception>
    public void Await(long goal)
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref Arrived) < goal)
        {
            if (Volatile.Read(ref Broken) != 0)
                throw new InvalidOperationException("Another thread of the team has failed.");
            Thread.Yield();
        }

        if (Stopwatch.GetElapsedTime(start) > s_share)
            LostCore = 1;
    }
}
