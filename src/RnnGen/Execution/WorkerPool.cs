using System.Diagnostics;
using System.Runtime.ExceptionServices;
using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>
/// The process's worker threads. One caller at a time has them; another caller does its work alone, which changes its
/// time and never its result.
/// </summary>
internal static unsafe class WorkerPool
{
    // A worker that is still waking up is not waited for: what it was meant to do is taken back.
    private static PoolWorker[] s_workers = [];
    private static int s_taken;
    private static ParallelWork? s_work;
    private static int s_count;
    private static int s_next;
    private static ExceptionDispatchInfo? s_failure;

    // A team's work; its members once they are counted, 0 before, negative where there is nothing to do.
    private static SliceWork? s_shared;
    private static int s_members;
    private static long s_lastTeam;
    private static long s_notBefore;
    private static long s_pause;
    private static readonly Meeting* s_meeting = Meeting.Create();
    private static readonly long s_soon = Stopwatch.Frequency / 20_000;
    private static readonly long s_longestPause = Stopwatch.Frequency;

    /// <summary>How many teams of more than one member there were.</summary>
    public static long Teams { get; private set; }

    /// <summary>
    /// Runs pieces 0 to <paramref name="count"/> - 1 on at most <paramref name="maxThreads"/> threads.
    /// </summary>
    public static void Run(ParallelWork work, int count, int maxThreads)
    {
        int helpers = Math.Min(count, maxThreads) - 1;
        if (helpers < 1 || Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++)
                work.Run(i);
            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            failure = RunShared(work, count, helpers);
        }
        finally
        {
            Volatile.Write(ref s_taken, 0);
        }

        failure?.Throw();
    }

    /// <summary>
    /// Runs piece 0 on a team of at most <paramref name="members"/> threads: of those that are there when the piece has
    /// begun, or a little later.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="members">Members, at most.</param>
    /// <param name="patience">
    /// Rounds of about 0.4 us to wait for a sleeping thread; 0 to let it sleep, unless one call follows on another.
    /// </param>
    public static void RunTogether(SliceWork work, int members, int patience)
    {
        if (members < 2 || IsPaused(patience) || Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)
        {
            work.Run(0);
            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            failure = RunTeam(work, members - 1, patience);
        }
        finally
        {
            s_lastTeam = Stopwatch.GetTimestamp();
            Volatile.Write(ref s_taken, 0);
        }

        failure?.Throw();
        work.End(0);
    }

    /// <summary>
    /// Whether the processor is busy with other things; one with more patience than any rule does not ask.
    /// </summary>
    private static bool IsPaused(int patience)
        => patience <= TeamRule.MostPatience && Stopwatch.GetTimestamp() < Volatile.Read(ref s_notBefore);

    /// <summary>
    /// Members that lose their cores hold up all others: then there is no team for 1 ms, and each time twice as long.
    /// </summary>
    private static void Pause()
    {
        s_pause = s_meeting->LostCore == 0 ? 0
            : Math.Clamp(2 * s_pause, Stopwatch.Frequency / 1000, s_longestPause);
        if (s_pause > 0)
            Volatile.Write(ref s_notBefore, Stopwatch.GetTimestamp() + s_pause);
    }

    private static ExceptionDispatchInfo? RunTeam(SliceWork work, int helpers, int patience)
    {
        Grow(helpers);
        s_failure = null;
        s_shared = work;
        Volatile.Write(ref s_members, 0);
        bool wakes = patience > 0 || Stopwatch.GetTimestamp() - s_lastTeam < s_soon;
        for (int i = 0; i < helpers; i++)
            s_workers[i].Invite(wakes);
        try
        {
            work.Begin(0);
        }
        catch
        {
            Volatile.Write(ref s_members, -1);
            Dismiss(helpers);
            throw;
        }

        // Who has come is a member; nobody is waited for at a meeting who might not.
        int members = 1;
        int rounds = Math.Max(patience, 4);
        for (int i = 0; i < helpers; i++)
        {
            if (s_workers[i].Comes(members, ref rounds))
                members++;
        }

        if (members > 1)
            Teams++;
        Meeting.Clear(s_meeting);
        Volatile.Write(ref s_members, members);
        Compute(work, new Team(0, members, s_meeting));
        if (members > 1)
            Pause();
        return Dismiss(helpers);
    }

    private static ExceptionDispatchInfo? Dismiss(int helpers)
    {
        for (int i = 0; i < helpers; i++)
            s_workers[i].Finish();
        ExceptionDispatchInfo? failure = s_failure;
        s_shared = null;
        s_failure = null;
        return failure;
    }

    /// <summary>What a worker does that was posted.</summary>
    internal static void Serve(PoolWorker worker)
    {
        if (s_shared is { } shared)
            Join(shared, worker);
        else
            TakePieces();
    }

    /// <summary>Waits until the members are counted.</summary>
    private static void Join(SliceWork work, PoolWorker worker)
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref s_members) == 0)
            spin.SpinOnce(sleep1Threshold: -1);
        if (s_members > 0)
            Compute(work, new Team(worker.Member, s_members, s_meeting));
    }

    private static void Compute(SliceWork work, Team team)
    {
        try
        {
            work.Compute(0, team);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(e), null);
            Volatile.Write(ref s_meeting->Broken, 1);
        }
    }

    private static ExceptionDispatchInfo? RunShared(ParallelWork work, int count, int helpers)
    {
        Grow(helpers);
        s_work = work;
        s_count = count;
        s_failure = null;
        Volatile.Write(ref s_next, 0);
        for (int i = 0; i < helpers; i++)
            s_workers[i].Post();
        TakePieces();
        for (int i = 0; i < helpers; i++)
            s_workers[i].Finish();
        ExceptionDispatchInfo? failure = s_failure;
        s_work = null;
        s_failure = null;
        return failure;
    }

    private static void Grow(int helpers)
    {
        int old = s_workers.Length;
        if (old >= helpers)
            return;

        var grown = new PoolWorker[helpers];
        s_workers.CopyTo(grown, 0);
        for (int i = old; i < helpers; i++)
            grown[i] = new PoolWorker(i);
        s_workers = grown;
    }

    private static void TakePieces()
    {
        ParallelWork work = s_work!;
        int count = s_count;
        try
        {
            for (int i = Interlocked.Increment(ref s_next) - 1; i < count; i = Interlocked.Increment(ref s_next) - 1)
                work.Run(i);
        }
        catch (Exception e)
        {
            Volatile.Write(ref s_next, count);
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }
}
