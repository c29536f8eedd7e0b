using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Tests;

/// <summary>What each kind of instruction reads and writes.</summary>
public class TouchedTests
{
    private static readonly Buffer s_a = Rows("a");
    private static readonly Buffer s_b = Rows("b");
    private static readonly Buffer s_c = Rows("c");
    private static readonly Buffer s_bias = new("bias", Extent.Weights, 16);
    private static readonly Buffer s_table = new("table", Extent.Folded, 16);
    private static readonly Buffer s_dBias = new("dBias", Extent.Gradients, 16);
    private static readonly Memory s_memory = new(16);
    private static readonly WeightTerm[] s_gates = [new(0, 0, 0, 16, 16)];
    private static readonly WeightGradient s_dW = s_memory.Gradient("dW", 16, s_gates);

    private static readonly MemoryTerm s_keys = new(new("k", 16, true), new("v", 16, true), ScoreKind.Additive);

    private static readonly AttentionPlaces s_attention = new(
        At(s_a), At(s_b), At(s_b), At(s_bias), At(s_c), At(s_c));

    private static readonly Buffer[] s_buffers = [s_a, s_b, s_c, s_dBias];

    // One instruction a kind, over buffers a, b and c: names of what it reads, and of what it writes.
    private static readonly (Instruction Instruction, string Reads, string Writes)[] s_cases =
    [
        (new Multiply(s_memory.Forward("w", 16, s_gates), Span.Rows, At(s_a), Start.Bias, At(s_bias), At(s_b)),
            "a", "b"),
        (new RunKernel(Sum(s_a, s_b, s_c), Span.Rows), "ab", "c"),
        (new Attend(s_keys, Span.Rows, s_attention), "ab", "c"),
        (new AttendBackward(
            s_keys, Span.Rows, s_attention with { Weights = At(s_b), Context = At(Rows("unread")) },
            new AttentionPlaces(At(s_c), At(s_c), At(s_c), At(s_c), At(s_c), At(s_a))), "ab", "c"),
        (new AccumulateWeights(s_dW, Span.Rows, At(s_a), At(s_b)), "ab", "dW"),
        (new AccumulateBias(At(s_dBias), Span.Rows, At(s_a), 16), "a", "dBias"),
        (new FillRows(Span.Rows, At(s_a), At(s_b), 16), "a", "b"),
        (new ClearTail(At(s_a)), "", "a"),
        (new ClearRagged(s_a), "", "a"),
        (new ClearRows(Span.Rows, At(s_a)), "", "a"),
        (new TakeFinal(s_a, s_b), "a", "b"),
        (new PutInitial(s_a, s_b), "a", "b"),
        (new CopyRows(Span.Rows, At(s_a), At(s_b)), "a", "b"),
        (new CopyColumns(Span.Rows, At(s_a), At(s_b), 16, Adds: true), "a", "b"),
        (new ReorderRows(At(s_a), At(s_b), 16, Adds: true), "a", "b"),
        (new ReverseSteps(At(s_a), At(s_b), 16, Adds: true), "a", "b"),
        (new GatherSteps(0, At(s_a), At(s_b), 16), "a", "b"),
        (new ScatterSteps(0, At(s_a), At(s_b), 16), "a", "b"),
        (new GatherRows(0, 0, 16, At(s_a)), "", "a"),
        (new GatherFolded(s_table, At(s_a)), "", "a"),
        (new WhenFolded([new ClearTail(At(s_a))], [new ClearTail(At(s_b))]), "", "ab"),
        (new WhenInputGradient([new TakeFinal(s_a, s_b)]), "a", "b"),
        (new ChunkLoop(false, 0, [new TakeFinal(s_a, s_b)]), "a", "b"),
        (new TimeLoop(false, 1, [new TakeFinal(s_a, s_b)]), "a", "b"),
    ];

    /// <summary>Names of the kinds of instructions but a stream's, which no team's halves compute.</summary>
    public static TheoryData<string> Kinds
        => [.. typeof(Instruction).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Instruction)) && type != typeof(RowStep))
            .Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Instruction_OfEachKind_TouchesWhatItReadsAndWrites(string kind)
    {
        (Instruction instruction, string reads, string writes) =
            Assert.Single(s_cases, @case => @case.Instruction.GetType().Name == kind);
        var touched = Touched.By([instruction]);
        foreach (Buffer buffer in s_buffers)
        {
            bool isWritten = touched.Overlaps(Touched.By([Reads(buffer)]));
            bool isTouched = touched.Overlaps(Touched.By([Writes(buffer)]));
            Assert.Equal((buffer.Name, Has(writes, buffer)), (buffer.Name, isWritten));
            Assert.Equal((buffer.Name, Has(reads, buffer) || Has(writes, buffer)), (buffer.Name, isTouched));
        }

        var sameGradient = new AccumulateWeights(s_dW, Span.Rows, At(Rows("x")), At(Rows("x")));
        Assert.Equal(writes == "dW", touched.Overlaps(Touched.By([sameGradient])));
    }

    [Fact]
    public void Weights_WithBias_WriteBoth()
    {
        var touched = Touched.By([new AccumulateWeights(s_dW, Span.Rows, At(s_a), At(s_b), At(s_dBias))]);
        Assert.True(touched.Overlaps(Touched.By([new AccumulateWeights(s_dW, Span.Rows, At(s_c), At(s_c))])));
        Assert.True(touched.Overlaps(Touched.By([new AccumulateBias(At(s_dBias), Span.Rows, At(s_c), 16)])));
    }

    [Fact]
    public void Weights_ReadByBoth_AreNoOverlap()
    {
        var kernel = new RunKernel(Sum(s_bias, s_a, s_b), Span.Rows);
        Assert.False(Touched.By([kernel]).Overlaps(Touched.By([new RunKernel(Sum(s_bias, s_a, s_c), Span.Rows)])));
    }

    private static bool Has(string names, Buffer buffer)
        => buffer == s_dBias ? names == "dBias" : names.Length <= 2 && names != "dW" && names.Contains(buffer.Name);

    // Reads and writes a buffer of an instruction, and beside it only what no case knows.
    private static AccumulateWeights Reads(Buffer buffer)
        => new(s_memory.Gradient("other", 16, s_gates), Span.Rows, At(buffer), At(buffer));

    private static ClearRows Writes(Buffer buffer) => new(Span.Rows, At(buffer));

    private static Kernel Sum(Buffer first, Buffer second, Buffer target)
    {
        Node a = Value(0, Op.Input), b = Value(1, Op.Input), sum = Value(2, Op.Add, a, b);
        Definition[] definitions = [new(a, At(first)), new(b, At(second)), new(sum, null)];
        StoreTo store = new(At(target), sum, 16, Adds: false);
        return new Kernel("Sum", [new Loop(16, [], definitions, [], [store])], 16);
    }

    private static Node Value(int id, Op op, params Node[] args) => new() { Id = id, Op = op, Args = args, Size = 16 };

    private static Buffer Rows(string name) => new(name, Extent.Rows, 16);

    private static Place At(Buffer buffer) => new(buffer);
}
