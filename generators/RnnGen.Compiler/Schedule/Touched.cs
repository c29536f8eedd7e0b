namespace RnnGen.Compiler.Schedule;

/// <summary>
/// The memory that instructions of a pass read and write: buffers of the arena, and gradients. What they read of packed
/// weights, parameters and folded tables is left out, because no pass writes it.
/// </summary>
internal sealed class Touched
{
    private readonly HashSet<object> _read = [];
    private readonly HashSet<object> _written = [];

    private Touched()
    {
    }

    /// <summary>What some instructions touch, those inside their loops included.</summary>
    public static Touched By(IEnumerable<Instruction> body)
    {
        var touched = new Touched();
        touched.Add(body);
        return touched;
    }

    /// <summary>
    /// The buffers that instructions touch, as often as they do, those inside loops included; weights of kernels, too.
    /// </summary>
    public static IEnumerable<Buffer> Buffers(IEnumerable<Instruction> body) => Buffers(body, ofKernels: true);

    /// <summary>The buffers that instructions beside kernels touch, those inside loops included.</summary>
    public static IEnumerable<Buffer> BuffersBesideKernels(IEnumerable<Instruction> body)
        => Buffers(body, ofKernels: false);

    /// <summary>Whether one writes what the other reads or writes.</summary>
    public bool Overlaps(Touched other)
        => _written.Overlaps(other._written) || _written.Overlaps(other._read) || _read.Overlaps(other._written);

    private static IEnumerable<Buffer> Buffers(IEnumerable<Instruction> body, bool ofKernels)
        => body.Where(instruction => ofKernels || instruction is not RunKernel).SelectMany(instruction =>
        {
            (IEnumerable<object> reads, IEnumerable<object> writes) = Of(instruction);
            return reads.Concat(writes).OfType<Buffer>().Concat(Buffers(Inside(instruction), ofKernels));
        });

    private void Add(IEnumerable<Instruction> body)
    {
        foreach (Instruction instruction in body)
        {
            (IEnumerable<object> reads, IEnumerable<object> writes) = Of(instruction);
            _read.UnionWith(reads.Where(static memory => memory is not Buffer { Extent: Extent.Weights }));
            _written.UnionWith(writes);
            Add(Inside(instruction));
        }
    }

    private static IReadOnlyList<Instruction> Inside(Instruction instruction) => instruction switch
    {
        ChunkLoop chunks => chunks.Body,
        TimeLoop loop => loop.Body,
        WhenInputGradient wanted => wanted.Body,
        WhenFolded folded => [.. folded.Body, .. folded.Otherwise],
        _ => [],
    };

    private static (IEnumerable<object> Reads, IEnumerable<object> Writes) Of(Instruction instruction)
        => instruction switch
        {
            Multiply multiply => ([multiply.Operand.Buffer], [multiply.Target.Buffer]),
            Attend attend => (
                [attend.Places.Query.Buffer, attend.Places.Keys.Buffer, attend.Places.Values.Buffer],
                [
                    attend.Places.Weights.Buffer, attend.Places.Context.Buffer,
                    .. attend.Places.Scores is { } scores ? new[] { scores.Buffer } : [],
                ]),
            AttendBackward attend => (
                [
                    attend.Places.Query.Buffer, attend.Places.Keys.Buffer, attend.Places.Values.Buffer,
                    attend.Places.Weights.Buffer, attend.Gradients.Context.Buffer,
                ],
                [
                    attend.Gradients.Weights.Buffer, attend.Gradients.Query.Buffer, attend.Gradients.Keys.Buffer,
                    attend.Gradients.Values.Buffer,
                    .. attend.Gradients.Vector is { } vector ? new[] { vector.Buffer } : [],
                ]),
            RunKernel run => (run.Kernel.Places.Select(static place => (object)place.Buffer),
                run.Kernel.Loops.SelectMany(static loop => loop.Stores)
                    .Select(static store => (object)store.Target.Buffer)),
            AccumulateWeights weights => (
                [weights.Operand.Buffer, weights.Dz.Buffer],
                [weights.Gradient, .. weights.Bias is { } bias ? new[] { bias.Buffer } : []]),
            AccumulateBias bias => ([bias.Dz.Buffer], [bias.Gradient.Buffer]),
            FillRows fill => ([fill.Source.Buffer], [fill.Target.Buffer]),
            ClearTail clear => ([], [clear.Place.Buffer]),
            ClearRagged clear => ([], [clear.Buffer]),
            ClearRows clear => ([], [clear.Place.Buffer]),
            TakeFinal take => ([take.History], [take.Target]),
            PutInitial put => ([put.Source], [put.History]),
            CopyRows copy => ([copy.Source.Buffer], [copy.Target.Buffer]),
            CopyColumns copy => ([copy.Source.Buffer], [copy.Target.Buffer]),
            ReorderRows reorder => ([reorder.Source.Buffer], [reorder.Target.Buffer]),
            ReverseSteps reverse => ([reverse.Source.Buffer], [reverse.Target.Buffer]),
            GatherSteps gather => ([gather.Source.Buffer], [gather.Target.Buffer]),
            ScatterSteps scatter => ([scatter.Source.Buffer], [scatter.Target.Buffer]),
            GatherRows gather => ([], [gather.Target.Buffer]),
            GatherFolded gather => ([], [gather.Target.Buffer]),
            ChunkLoop or TimeLoop or WhenInputGradient or WhenFolded => ([], []),
            _ => throw new InvalidOperationException($"What {instruction.GetType().Name} touches is not known."),
        };
}
