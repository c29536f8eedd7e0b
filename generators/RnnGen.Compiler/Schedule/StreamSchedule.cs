using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// One step of one row, for streams: what the evaluation form does for a batch of one row and one step, without loops
/// and at addresses that are constants. A state's new value takes the old one's place at the end.
/// </summary>
internal sealed class StreamSchedule
{
    // The arena is that of Plan(1, 1): runtime and program exchange data at its ports.
    private readonly Dictionary<Buffer, long> _offsets;
    private readonly HashSet<Buffer> _inPlace = [];

    private StreamSchedule(NetworkSchedule evaluation)
    {
        _offsets = evaluation.Arena.OffsetsOfOneStep();
        HashSet<Buffer> outputs = [.. evaluation.Outputs.Select(static output => output.Buffer)];
        List<RegionProgram> flat = [.. evaluation.Forward.Select(program
            => program with { Body = Flat(program.Body, outputs) })];
        Programs = [.. flat.Select(static program => program with { Body = RowFusion.Run(program.Body) })];
        List<Instruction> all = [.. flat.SelectMany(static program => program.Body)];
        List<TakeFinal> states = [.. evaluation.Forward.SelectMany(static program => program.Body).OfType<TakeFinal>()];
        _inPlace.UnionWith(states.Select(static state => state.History)
            .Where(state => !outputs.Contains(state) && IsByUnits(state, all)));

        // A state after the only step is its final value: what reads that reads it there.
        foreach (TakeFinal state in states.Where(state => !outputs.Contains(state.Target)))
            _offsets[state.Target] = At(new Place(state.History, Shift: 1));
        NextStates = [.. states.Where(state => !_inPlace.Contains(state.History)).Select(static state
            => new CopyRows(Span.Rows, new Place(state.History, Shift: 1), new Place(state.History)))];
    }

    /// <summary>The regions in running order; every instruction covers the one row.</summary>
    public IReadOnlyList<RegionProgram> Programs { get; }

    /// <summary>The copies of new states over old ones, where the step has not put them there.</summary>
    public IReadOnlyList<CopyRows> NextStates { get; }

    /// <summary>The stream form of a model's evaluation form, or null where an output depends on later steps.</summary>
    public static StreamSchedule? Of(NetworkSchedule evaluation)
        => evaluation.Network.IsCausal ? new StreamSchedule(evaluation) : null;

    /// <summary>Offset of a place in the arena.</summary>
    public long At(Place place)
        => _offsets[place.Buffer] + (_inPlace.Contains(place.Buffer) ? 0 : place.Shift * place.Buffer.Stride)
            + place.Column;

    /// <summary>Whether one kernel alone touches a state, each unit by itself: no second slot is needed.</summary>
    private static bool IsByUnits(Buffer state, IEnumerable<Instruction> body)
        => body.Where(instruction => Touched.Buffers([instruction]).Contains(state)).ToList()
            is [RunKernel { Kernel: { IsByUnits: true, Loops.Count: 1 } }];

    /// <summary>
    /// The instructions without loops, and without those that only ragged or finished rows need. A final state that is
    /// the output is copied to where the runtime reads it.
    /// </summary>
    private static IReadOnlyList<Instruction> Flat(IEnumerable<Instruction> body, HashSet<Buffer> outputs)
        => [.. body.SelectMany(instruction => instruction switch
        {
            ChunkLoop chunks => Flat(chunks.Body, outputs),
            TimeLoop loop => Flat(loop.Body, outputs),
            TakeFinal take when outputs.Contains(take.Target)
                => [new CopyRows(Span.Rows, new Place(take.History, Shift: 1), new Place(take.Target))],
            TakeFinal or ClearTail => [],
            Multiply multiply => [multiply with { First = FirstStep.Alike }],
            ClearRagged or PutInitial => throw new InvalidOperationException("A reversed region cannot stream."),
            _ => [instruction],
        })];
}
