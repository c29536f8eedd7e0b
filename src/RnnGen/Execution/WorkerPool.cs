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
    private static readonly PieceShares s_shares = new();
    private static ExceptionDispatchInfo? s_failure;

    // The work of teams, one a slice; all members once they are counted, 0 before, negative where there is nothing to
    // do.
    private static SliceWork? s_shared;
    private static int s_members;
    private static long s_lastTeam;
    private static long s_notBefore;
    private static long s_pause;
    private static readonly Meeting*[] s_meetings = CreateMeetings();
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
    /// Runs each slice on a team of at most <paramref name="members"/> threads: of those that are there when the first
    /// one has begun, or a little later. Where they are too few, each of them takes slices by itself.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="slices">Slices: pieces 0 to this - 1, at most <see cref="RowOrder.MaxSlices"/>.</param>
    /// <param name="members">Members of each team, at most.</param>
    /// <param name="patience">
    /// Rounds of about 0.4 us to wait for a sleeping thread; 0 to let it sleep, unless one call follows on another.
    /// </param>
    public static void RunTogether(SliceWork work, int slices, int members, int patience)
    {
        if (members < 2 || IsPaused(patience) || Interlocked.CompareExchange(ref s_taken, 1, 0) != 0)
        {
            Run(work, slices, slices);
            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            failure = RunTeams(work, slices, (slices * members) - 1, patience);
        }
        finally
        {
            s_lastTeam = Stopwatch.GetTimestamp();
            Volatile.Write(ref s_taken, 0);
        }

        failure?.Throw();
    }

    /// <summary>
    /// Whether the processor is busy with other things; one with more patience than any rule does not ask.
    /// </summary>
    private static bool IsPaused(int patience)
        => patience <= TeamRule.MostPatience && Stopwatch.GetTimestamp() < Volatile.Read(ref s_notBefore);

    /// <summary>
    /// Members that lose their cores hold up all others: then there is no team for 1 ms, and each time twice as long.
    /// </summary>
    private static void Pause(int teams)
    {
        bool lost = false;
        for (int i = 0; i < teams; i++)
            lost |= s_meetings[i]->LostCore != 0;
        s_pause = lost ? Math.Clamp(2 * s_pause, Stopwatch.Frequency / 1000, s_longestPause) : 0;
        if (lost)
            Volatile.Write(ref s_notBefore, Stopwatch.GetTimestamp() + s_pause);
    }

    private static ExceptionDispatchInfo? RunTeams(SliceWork work, int slices, int helpers, int patience)
    {
        Grow(helpers);
        s_failure = null;
        s_shared = work;
        s_count = slices;
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

        int members = Count(helpers, Math.Max(patience, 4));
        if (members < 2 * slices && slices > 1)
            return RunApart(work, helpers, members);
        if (members > 1)
            Teams += slices;
        for (int i = 0; i < slices; i++)
            Meeting.Clear(s_meetings[i]);
        Volatile.Write(ref s_members, members);
        JoinTeam(work, 0, members);
        ExceptionDispatchInfo? failure = Dismiss(helpers);
        if (members > 1)
            Pause(slices);
        if (failure == null)
            work.End(0);
        return failure;
    }

    /// <summary>Who has come is a member; nobody is waited for at a meeting who might not.</summary>
    private static int Count(int helpers, int rounds)
    {
        int members = 1;
        for (int i = 0; i < helpers; i++)
        {
            if (s_workers[i].Comes(members, ref rounds))
                members++;
        }

        return members;
    }

    /// <summary>Each thread takes slices by itself; where fewer have come than slices, more are called.</summary>
    private static ExceptionDispatchInfo? RunApart(SliceWork work, int helpers, int members)
    {
        s_work = work;
        s_shares.Start(s_count, helpers + 1);
        Volatile.Write(ref s_shared, null);
        Volatile.Write(ref s_members, members);
        int missing = s_count - members;
        for (int i = 0; i < helpers && missing > 0; i++)
        {
            if (s_workers[i].Member != PoolWorker.Absent)
                continue;
            s_workers[i].Post();
            missing--;
        }

        TakePieces(0);
        ExceptionDispatchInfo? failure = Dismiss(helpers);
        s_work = null;
        return failure;
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
        if (Volatile.Read(ref s_shared) is { } shared)
            Join(shared, worker);
        else
            TakePieces(worker.Number);
    }

    /// <summary>Waits until the members are counted.</summary>
    private static void Join(SliceWork work, PoolWorker worker)
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref s_members) == 0)
            spin.SpinOnce(sleep1Threshold: -1);
        if (Volatile.Read(ref s_shared) == null)
            TakePieces(worker.Number);
        else if (s_members > 0)
            JoinTeam(work, worker.Member, s_members);
    }

    /// <summary>Computes a slice with all others whose number among the members leaves the same remainder.</summary>
    private static void JoinTeam(SliceWork work, int member, int members)
    {
        int slice = member % s_count;
        int size = (members - slice + s_count - 1) / s_count;
        var team = new Team(member / s_count, size, s_meetings[slice]);
        try
        {
            // The caller has begun the first slice while the others came, and ends it once all are done.
            if (slice == 0)
                work.Compute(slice, team);
            else
                ComputeWhole(work, slice, team);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(e), null);
            Volatile.Write(ref s_meetings[slice]->Broken, 1);
        }
    }

    private static void ComputeWhole(SliceWork work, int slice, Team team)
    {
        if (team.IsFirst)
            work.Begin(slice);
        team.WaitLong();
        work.Compute(slice, team);
        team.WaitLong();
        if (team.IsFirst)
            work.End(slice);
    }

    private static Meeting*[] CreateMeetings()
    {
        var meetings = new Meeting*[RowOrder.MaxSlices];
        for (int i = 0; i < meetings.Length; i++)
            meetings[i] = Meeting.Create();
        return meetings;
    }

    private static ExceptionDispatchInfo? RunShared(ParallelWork work, int count, int helpers)
    {
        Grow(helpers);
        s_work = work;
        s_failure = null;
        s_shares.Start(count, helpers + 1);
        for (int i = 0; i < helpers; i++)
            s_workers[i].Post();
        TakePieces(0);
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
            grown[i] = new PoolWorker(i + 1);
        s_workers = grown;
        s_shares.Reserve(helpers + 1);
    }

    private static void TakePieces(int thread)
    {
        ParallelWork work = s_work!;
        try
        {
            for (int piece = s_shares.Take(thread); piece >= 0; piece = s_shares.Take(thread))
                work.Run(piece);
        }
        catch (Exception e)
        {
            s_shares.Stop();
            Interlocked.CompareExchange(ref s_failure, ExceptionDispatchInfo.Capture(e), null);
        }
    }
}
