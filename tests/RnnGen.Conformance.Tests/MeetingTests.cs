using System.Runtime.InteropServices;
using RnnGen.Program;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>When a member that takes long has lost its core.</summary>
public sealed unsafe class MeetingTests
{
    [Fact]
    public void WaitLong_ForAMemberThatTakesLong_TellsNoLostCore()
        => Assert.Equal(0, LostCore(milliseconds: 5, static team => team.WaitLong()));

    [Fact]
    public void Wait_ForAMemberThatTakesLong_TellsALostCore()
        => Assert.NotEqual(0, LostCore(milliseconds: 50, static team => team.Wait()));

    /// <summary>What a member tells that waits for another one, which computes for so long.</summary>
    private static int LostCore(int milliseconds, Action<Team> wait)
    {
        Meeting* meeting = Meeting.Create();
        var other = new Thread(() => wait(new Team(1, 2, meeting)));
        other.Start();
        while (Volatile.Read(ref Meeting.Arrived(meeting, Meeting.All)) == 0)
            Thread.Yield();
        Thread.Sleep(milliseconds);
        wait(new Team(0, 2, meeting));
        other.Join();
        int lost = meeting->LostCore;
        NativeMemory.AlignedFree(meeting);
        return lost;
    }
}
