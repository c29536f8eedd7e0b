using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// For each token what its embedding adds to the gates that read it, where the compiler folds that. Training leaves the
/// tables out of date and evaluation then does without; the bits are the same.
/// </summary>
internal sealed unsafe class FoldedTables<T>(ModelProgram<T> program, ParameterSet<T> parameters) : ParallelWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TokensInPiece = 64;

    private readonly NativeBuffer<T> _tables = new();
    private readonly Lock _publishing = new();
    private nint _current;
    private long _version;

    /// <summary>The tables, or null where they are out of date or there are none.</summary>
    public T* Current => (T*)Volatile.Read(ref _current);

    /// <summary>They are out of date, and so is what is being filled now.</summary>
    public void Forget()
    {
        lock (_publishing)
        {
            _version++;
            Volatile.Write(ref _current, 0);
        }
    }

    /// <summary>
    /// Fills them, unless they are up to date. Who predicts meanwhile does without; if they are forgotten meanwhile,
    /// they stay absent.
    /// </summary>
    public void Rebuild(int maxThreads)
    {
        if (program.FoldedLength == 0)
            return;
        lock (_tables)
        {
            if (Current != null)
                return;
            long version = Volatile.Read(ref _version);
            _tables.Reserve(program.FoldedLength);
            int pieces = (program.Info.Vocabulary + TokensInPiece - 1) / TokensInPiece;
            WorkerPool.Run(this, pieces, maxThreads);
            lock (_publishing)
            {
                if (version == _version)
                    Volatile.Write(ref _current, (nint)_tables.Pointer);
            }
        }
    }

    public override void Run(int index)
    {
        var slice = new Slice<T>
        {
            Rows = 0,
            Steps = 0,
            Training = false,
            Lengths = null,
            Active = null,
            Tokens = null,
            Arena = null,
            Packed = parameters.Packed,
            Parameters = parameters.Pointer,
            Folded = _tables.Pointer,
            Gradients = null,
        };
        int from = index * TokensInPiece;
        program.Fold(slice, new Part(from, Math.Min(program.Info.Vocabulary, from + TokensInPiece)));
    }
}
