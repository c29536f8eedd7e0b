namespace RnnGen.Execution;

/// <summary>A thread that spins for work a little while and then sleeps.</summary>
internal sealed class PoolWorker
{
    /// <summary>No member: it has not come in time.</summary>
    public const int Absent = -1;

    private const int Idle = 0;
    private const int Posted = 1;
    private const int Running = 2;

    // 150 waits of about 0.4 us: longer than the gap between two phases of a training step.
    private const int SpinRounds = 150;
    private const int SpinLength = 10;

    private readonly AutoResetEvent _wake = new(false);
    private int _state;
    private int _sleeping;

    public PoolWorker(int number)
    {
        Number = number;
        var thread = new Thread(Loop) { IsBackground = true, Name = $"RnnGen worker {number}" };
        thread.UnsafeStart();
    }

    /// <summary>Its number among the threads of a run; the caller is 0.</summary>
    public int Number { get; }

    public void Post()
    {
        Interlocked.Exchange(ref _state, Posted);
        if (Volatile.Read(ref _sleeping) != 0)
            _wake.Set();
    }

    /// <summary>This worker among those who have come, or <see cref="Absent"/>.</summary>
    public int Member { get; private set; }

    /// <summary>Posts, but not to a worker that would have to be woken.</summary>
    public void Invite(bool wakes)
    {
        if (wakes || Volatile.Read(ref _sleeping) == 0)
            Post();
    }

    /// <summary>
    /// Waits for an invited worker to come, at most so many rounds; one that comes later finds nothing to do.
    /// </summary>
    public bool Comes(int member, ref int rounds)
    {
        Member = member;
        while (Volatile.Read(ref _state) == Posted && rounds-- > 0)
            Thread.SpinWait(SpinLength);
        if (Interlocked.CompareExchange(ref _state, Idle, Posted) != Running)
            Member = Absent;
        return Member != Absent;
    }

    public void Finish()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Posted) != Running)
            return;

        var spin = default(SpinWait);
        while (Volatile.Read(ref _state) == Running)
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void Loop()
    {
        while (true)
        {
            Await();
            if (Interlocked.CompareExchange(ref _state, Running, Posted) != Posted)
                continue;
            WorkerPool.Serve(this);
            Volatile.Write(ref _state, Idle);
        }
    }

    private void Await()
    {
        while (true)
        {
            for (int i = 0; i < SpinRounds; i++)
            {
                if (Volatile.Read(ref _state) == Posted)
                    return;
                Thread.SpinWait(SpinLength);
            }

            // One that was woken too late stays awake for a while: more may follow.
            Interlocked.Exchange(ref _sleeping, 1);
            if (Volatile.Read(ref _state) != Posted)
                _wake.WaitOne();
            Volatile.Write(ref _sleeping, 0);
        }
    }
}
