using System.Runtime.ExceptionServices;

namespace RnnGen.Execution;

/// <summary>
/// The process's worker threads. One caller at a time has them; another caller does its work alone, which changes its
/// time and never its result.
/// </summary>
internal static class WorkerPool
{
    // A worker that is still waking up is not waited for: what it was meant to do is taken back.
    private static Worker[] s_workers = [];
    private static int s_taken;
    private static ParallelWork? s_work;
    private static int s_count;
    private static int s_next;
    private static ExceptionDispatchInfo? s_failure;

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

        var grown = new Worker[helpers];
        s_workers.CopyTo(grown, 0);
        for (int i = old; i < helpers; i++)
            grown[i] = new Worker(i);
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

    /// <summary>A thread that spins for work a little while and then sleeps.</summary>
    private sealed class Worker
    {
        private const int Idle = 0;
        private const int Posted = 1;
        private const int Running = 2;

        // 150 waits of about 0.4 us: longer than the gap between two phases of a training step.
        private const int SpinRounds = 150;
        private const int SpinLength = 10;

        private readonly AutoResetEvent _wake = new(false);
        private int _state;
        private int _sleeping;

        public Worker(int number)
        {
            var thread = new Thread(Loop) { IsBackground = true, Name = $"RnnGen worker {number}" };
            thread.UnsafeStart();
        }

        public void Post()
        {
            Interlocked.Exchange(ref _state, Posted);
            if (Volatile.Read(ref _sleeping) != 0)
                _wake.Set();
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
                TakePieces();
                Volatile.Write(ref _state, Idle);
            }
        }

        private void Await()
        {
            for (int i = 0; i < SpinRounds; i++)
            {
                if (Volatile.Read(ref _state) == Posted)
                    return;
                Thread.SpinWait(SpinLength);
            }

            Interlocked.Exchange(ref _sleeping, 1);
            while (Volatile.Read(ref _state) != Posted)
                _wake.WaitOne();
            Volatile.Write(ref _sleeping, 0);
        }
    }
}
