using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RnnGen.Ilgpu;

/// <summary>
/// Which kernels were launched and not waited for. A driver says that a kernel has failed when somebody waits for it,
/// and not which one it was: one of those that were launched since it last said that all is well.
/// </summary>
internal sealed class LaunchLog
{
    // By kernel the number of its last launch: a step has hundreds of launches, of some dozens of kernels.
    private readonly ConcurrentDictionary<string, StrongBox<long>> _last = new();
    private long _count;
    private long _done;

    /// <summary>Launches so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Remembers a launch; allocates nothing but at a kernel's first one.</summary>
    public void Add(string kernel)
    {
        StrongBox<long> last = _last.GetOrAdd(kernel, static _ => new StrongBox<long>());
        Raise(ref last.Value, Interlocked.Increment(ref _count));
    }

    /// <summary>So many launches from the first on have done their work.</summary>
    public void Finish(long count) => Raise(ref _done, count);

    /// <summary>Kernels that were launched and not waited for, each once, the last one first.</summary>
    public IReadOnlyList<string> Pending()
    {
        long done = Interlocked.Read(ref _done);
        return
        [
            .. _last.Select(static one => (Kernel: one.Key, Last: Interlocked.Read(ref one.Value.Value)))
                .Where(one => one.Last > done)
                .OrderByDescending(static one => one.Last)
                .Select(static one => one.Kernel),
        ];
    }

    // Threads may come in another order than their numbers.
    private static void Raise(ref long number, long to)
    {
        long there;
        while ((there = Interlocked.Read(ref number)) < to)
            Interlocked.CompareExchange(ref number, to, there);
    }
}
