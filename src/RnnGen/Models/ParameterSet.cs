using RnnGen.Execution;
using RnnGen.Kernels;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// The parameters of a model: one flat, 64-byte aligned buffer of named tensors, and the panels that the kernels read.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed unsafe class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelProgram<T> _program;
    private readonly PinnedBuffer<T> _flat = new();
    private readonly NativeBuffer<T> _packed = new();
    private readonly FoldedTables<T> _folded;
    private readonly PackWork _pack;
    private readonly Dictionary<string, ParameterInfo> _byName = new(StringComparer.Ordinal);
    private readonly object _fetching = new();
    private volatile Action? _fetch;

    internal ParameterSet(ModelProgram<T> program)
    {
        _program = program;
        Infos = program.Info.Parameters;
        long length = 0;
        foreach (ParameterInfo info in Infos)
        {
            length = Math.Max(length, info.Offset + info.Length);
            _byName.Add(info.Name, info);
        }

        Length = checked((int)length);
        Parts = ParameterParts.Of(program.Info, program.Layout, Panels.Block<T>());
        _pack = new PackWork(this);
        _flat.Reserve(length);
        _packed.Reserve(program.PackedLength);
        _folded = new FoldedTables<T>(program, this);
    }

    /// <summary>Number of floats in the flat buffer.</summary>
    public int Length { get; }

    /// <summary>The tensors, in the buffer's order.</summary>
    public IReadOnlyList<ParameterInfo> Infos { get; }

    /// <summary>All parameters, one tensor after the other. After writing call <see cref="Commit"/>.</summary>
    public Span<T> Flat
    {
        get
        {
            Fetch();
            return _flat.Span(Length);
        }
    }

    /// <summary>A tensor, row by row. After writing call <see cref="Commit"/>.</summary>
    /// <param name="name">The tensor's name, such as <c>lstm.weight_ih_l0</c>.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public Span<T> this[string name]
    {
        get
        {
            ParameterInfo info = Find(name);
            return Flat.Slice((int)info.Offset, (int)info.Length);
        }
    }

    /// <summary>The values of tensor number <paramref name="index"/>.</summary>
    internal Span<T> Of(int index) => Flat.Slice((int)Infos[index].Offset, (int)Infos[index].Length);

    /// <summary>As <see cref="Flat"/>, whether or not a device has moved its copy.</summary>
    internal Span<T> Host => _flat.Span(Length);

    /// <summary>Whether a device has moved its copy, which nobody has read here yet.</summary>
    internal bool IsElsewhere => _fetch != null;

    /// <summary>The memory of <see cref="Host"/>.</summary>
    internal T* HostPointer => _flat.Pointer;

    internal T* Pointer
    {
        get
        {
            Fetch();
            return _flat.Pointer;
        }
    }

    internal T* Packed
    {
        get
        {
            Fetch();
            return _packed.Pointer;
        }
    }

    /// <summary>Counts what has made them others: a device that has a copy compares it.</summary>
    internal long Version { get; private set; }

    /// <summary>The folded tables, or null where parameters have moved since, or there are none.</summary>
    internal T* Folded
    {
        get
        {
            Fetch();
            return _folded.Current;
        }
    }

    /// <summary>The parts that are updated and packed side by side.</summary>
    internal ParameterPart[] Parts { get; }

    /// <summary>Threads that <see cref="Commit"/> may use.</summary>
    internal int MaxThreads { get; set; } = 1;

    /// <summary>
    /// Makes written values take effect: rebuilds the kernels' panels and the tables of folded embeddings. Loading and
    /// training call it themselves. Not while another thread predicts.
    /// </summary>
    public void Commit()
    {
        Fetch();
        Unfold();
        Pack();
    }

    /// <summary>
    /// Takes all parameters anew, and commits them. What a device has moved is not asked for: it may have failed.
    /// </summary>
    /// <param name="values">As <see cref="Flat"/>.</param>
    internal void Replace(ReadOnlySpan<T> values)
    {
        lock (_fetching)
        {
            values.CopyTo(Host);
            _fetch = null;
        }

        Commit();
    }

    /// <summary>A tensor's place in the flat buffer.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="ArgumentException">There is no such tensor.</exception>
    public ParameterInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(name, out ParameterInfo? info))
            return info;
        throw new ArgumentException(
            $"{_program.Info.Name} has no parameter '{name}'; it has {string.Join(", ", _byName.Keys)}.", nameof(name));
    }

    /// <summary>Parameters move: until the next <see cref="Fold"/> evaluation computes what the tables hold.</summary>
    internal void Unfold()
    {
        Version++;
        _folded.Forget();
    }

    /// <summary>
    /// A device has moved its copy: whoever reads the parameters here next copies them from there.
    /// </summary>
    /// <param name="fetch">Writes the flat parameters.</param>
    internal void MoveElsewhere(Action fetch)
    {
        Unfold();
        _fetch = fetch;
    }

    /// <summary>Rebuilds the folded tables where parameters have moved. Others may predict meanwhile.</summary>
    internal void Fold() => _folded.Rebuild(MaxThreads);

    /// <summary>Rebuilds the panels of one part.</summary>
    internal void CommitPanels(ParameterPart part)
    {
        foreach ((int index, int from, int to) in part.Panels)
            Panels.PackUnits(_program.Layout.Panels[index], _flat.Pointer, _packed.Pointer, from, to, Panels.Order);
    }

    /// <summary>Rebuilds the packed vectors: they are small, and each can be of several tensors.</summary>
    internal void CommitVectors()
    {
        Panels.PackVectors(_program.Layout.Vectors, _flat.Pointer, _packed.Pointer);
        GC.KeepAlive(this);
    }

    /// <summary>The tensor that a float of the flat buffer belongs to.</summary>
    internal ParameterInfo At(long index)
    {
        foreach (ParameterInfo info in Infos)
        {
            if (index >= info.Offset && index < info.Offset + info.Length)
                return info;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Length} parameters.");
    }

    /// <summary>Brings back what a device has moved.</summary>
    internal void Fetch() => Fetch(null);

    /// <summary>Brings back what a device has moved.</summary>
    /// <param name="only">What <see cref="MoveElsewhere"/> was given, where any other device's is not wanted.</param>
    internal void Fetch(Action? only)
    {
        if (_fetch == null)
            return;
        lock (_fetching)
        {
            if (_fetch is not { } fetch || (only != null && fetch != only))
                return;
            fetch();
            WorkerPool.Run(_pack, Parts.Length, MaxThreads);
            Panels.PackVectors(_program.Layout.Vectors, _flat.Pointer, _packed.Pointer);
            _fetch = null;
        }
    }

    private void Pack()
    {
        WorkerPool.Run(_pack, Parts.Length, MaxThreads);
        CommitVectors();
        Fold();
    }

    private sealed class PackWork(ParameterSet<T> parameters) : ParallelWork
    {
        public override void Run(int index) => parameters.CommitPanels(parameters.Parts[index]);
    }
}
