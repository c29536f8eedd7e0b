namespace RnnGen.Ilgpu;

/// <summary>
/// The names of what was launched last. A driver says that a kernel has failed when somebody waits for it, and not
/// which one it was: one of those that were launched since it last said that all is well.
/// </summary>
internal sealed class LaunchLog
{
    /// <summary>Launches that are remembered, a power of two.</summary>
    public const int Length = 64;

    private readonly string?[] _names = new string?[Length];
    private long _count;
    private long _done;

    /// <summary>Launches so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Remembers a launch; allocates nothing.</summary>
    public void Add(string name) => _names[(Interlocked.Increment(ref _count) - 1) & (Length - 1)] = name;

    /// <summary>So many launches from the first on have done their work.</summary>
    public void Finish(long count)
    {
        long done;
        while ((done = Interlocked.Read(ref _done)) < count)
            Interlocked.CompareExchange(ref _done, count, done);
    }

    /// <summary>Kernels that were launched and not waited for, each once, the last one first.</summary>
    public IReadOnlyList<string> Pending()
    {
        var names = new List<string>();
        long count = Count, first = Math.Max(Interlocked.Read(ref _done), count - Length);
        for (long i = count - 1; i >= first; i--)
        {
            if (_names[i & (Length - 1)] is { } name && !names.Contains(name))
                names.Add(name);
        }

        return names;
    }
}
