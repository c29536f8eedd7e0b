using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>Which rows an instruction covers.</summary>
internal enum Span
{
    /// <summary>The rows that are active at the current step.</summary>
    Active,

    /// <summary>All rows of the slice.</summary>
    Rows,

    /// <summary>All rows of the steps of a chunk.</summary>
    Chunk,

    /// <summary>All rows of all steps.</summary>
    Steps,

    /// <summary>Some tokens' rows of a table.</summary>
    Tokens,
}

/// <summary>What a product starts from.</summary>
internal enum Start
{
    Zero,

    /// <summary>One row, the bias, for all rows.</summary>
    Bias,

    /// <summary>What the target holds: the chain goes on.</summary>
    Target,
}

/// <summary>What is different at the first step of a sequence: the last one of a region that runs backwards.</summary>
internal enum FirstStep
{
    /// <summary>Nothing.</summary>
    Alike,

    /// <summary>The operand is a state, which is zero there where the sequence starts from rest.</summary>
    MayBeZero,

    /// <summary>The result is the gradient of what somebody else has given, who may not want to know it.</summary>
    MayBeUnread,
}

/// <summary>One line of a region's program.</summary>
internal abstract record Instruction;

/// <summary>target = start + operand times packed panels.</summary>
internal sealed record Multiply(Panels Panels, Span Span, Place Operand, Start Start, Place? Bias, Place Target)
    : Instruction
{
    /// <summary>What the product has to do with the first step of a sequence.</summary>
    public FirstStep First { get; init; }

    /// <summary>
    /// Whether these are several gates of a kernel's units, whose operand it does not overwrite: units can then be
    /// multiplied and run through the kernel a few at a time.
    /// </summary>
    public bool IsGatesOf(Kernel kernel)
        => !Panels.IsTransposed && Panels.Gates.Count > 1 && kernel.Loops.All(loop => loop.Size == Panels.Units)
            && kernel.Loops.SelectMany(static loop => loop.Stores).All(store
                => store.Target.Buffer != Operand.Buffer || store.Target.Shift != Operand.Shift);
}

/// <summary>Where attention finds and leaves its values; keys and values at the first step.</summary>
internal sealed record AttentionPlaces(
    Place Query, Place Keys, Place Values, Place? Vector, Place Weights, Place Context)
{
    /// <summary>Where scores stay before they become weights, where somebody wants them.</summary>
    public Place? Scores { get; init; }
}

/// <summary>context = values of the memory, summed by how well its keys match the query.</summary>
internal sealed record Attend(MemoryTerm Memory, Span Span, AttentionPlaces Places) : Instruction;

/// <summary>
/// The gradients of attention: overwrites those of the scores, the query and each row's share of the vector, adds to
/// those of keys and values.
/// </summary>
internal sealed record AttendBackward(
    MemoryTerm Memory, Span Span, AttentionPlaces Places, AttentionPlaces Gradients) : Instruction;

/// <summary>Runs a point-wise kernel.</summary>
internal sealed record RunKernel(Kernel Kernel, Span Span) : Instruction;

/// <summary>
/// gradient += operand^T times dz, summed over all rows and steps; with a bias also bias += sum of dz, on the way.
/// </summary>
internal sealed record AccumulateWeights(
    WeightGradient Gradient, Span Span, Place Operand, Place Dz, Place? Bias = null) : Instruction
{
    /// <summary>What the operand has to do with the first step of a sequence.</summary>
    public FirstStep First { get; init; }
}

/// <summary>gradient += sum of dz over all rows and steps.</summary>
internal sealed record AccumulateBias(Place Gradient, Span Span, Place Dz, int Width) : Instruction;

/// <summary>Every row of the target becomes the one row at the source.</summary>
internal sealed record FillRows(Span Span, Place Source, Place Target, int Width) : Instruction;

/// <summary>Zeroes the rows that are no longer active at the current step.</summary>
internal sealed record ClearTail(Place Place) : Instruction;

/// <summary>Zeroes a buffer where rows are of different lengths.</summary>
internal sealed record ClearRagged(Buffer Buffer) : Instruction;

/// <summary>Zeroes all rows of a buffer.</summary>
internal sealed record ClearRows(Span Span, Place Place) : Instruction;

/// <summary>row r of the target = row r of the history at the row's length.</summary>
internal sealed record TakeFinal(Buffer History, Buffer Target) : Instruction;

/// <summary>row r of the history at the row's length = row r of the source.</summary>
internal sealed record PutInitial(Buffer Source, Buffer History) : Instruction;

/// <summary>Copies rows between buffers of the same stride.</summary>
internal sealed record CopyRows(Span Span, Place Source, Place Target) : Instruction;

/// <summary>Copies or adds columns between buffers of any stride.</summary>
internal sealed record CopyColumns(Span Span, Place Source, Place Target, int Width, bool Adds) : Instruction;

/// <summary>
/// Copies or adds columns of one row each between two axes, of which one is the first: each row to where it stands in
/// the target's order.
/// </summary>
internal sealed record ReorderRows(Place Source, Place Target, int Width, bool Adds) : Instruction
{
    /// <summary>The axis whose order is not the first one's.</summary>
    public int Axis => Math.Max(Source.Buffer.Axis, Target.Buffer.Axis);
}

/// <summary>
/// Copies or adds the steps of each row from its last to its first. A copy is zero beyond a row's length.
/// </summary>
internal sealed record ReverseSteps(Place Source, Place Target, int Width, bool Adds) : Instruction;

/// <summary>
/// At each step of an input's tokens the step of the source, of the same row on any axis, that the token numbers; zero
/// where there is none.
/// </summary>
internal sealed record GatherSteps(int Input, Place Source, Place Target, int Width) : Instruction;

/// <summary>
/// The adjoint of gathering steps: adds each step of an input's tokens to the step that the token numbers, where there
/// is one.
/// </summary>
internal sealed record ScatterSteps(int Input, Place Source, Place Target, int Width) : Instruction;

/// <summary>Rows of a table for the tokens of an input.</summary>
internal sealed record GatherRows(int Input, int Tensor, int Width, Place Target) : Instruction;

/// <summary>Rows of a folded table for the tokens of a chunk.</summary>
internal sealed record GatherFolded(Buffer Table, Place Target) : Instruction;

/// <summary>One thing where the folded tables are up to date, another where they are not.</summary>
internal sealed record WhenFolded(IReadOnlyList<Instruction> Body, IReadOnlyList<Instruction> Otherwise) : Instruction;

/// <summary>Only where the gradient of the model's input is asked for.</summary>
internal sealed record WhenInputGradient(IReadOnlyList<Instruction> Body) : Instruction;

/// <summary>
/// Takes the steps chunk by chunk, so that what its products write for the time loop, and what the loop leaves for the
/// products after it, is still in the cache. A chunk's length depends on the rows and on <see cref="Stride"/>, the floats
/// of a row that are passed on; where that is 0, all steps are one chunk.
/// </summary>
internal sealed record ChunkLoop(bool FromEnd, int Stride, IReadOnlyList<Instruction> Body) : Instruction;

/// <summary>The time loop, over the steps of a chunk.</summary>
internal sealed record TimeLoop(bool FromEnd, int Unroll, IReadOnlyList<Instruction> Body) : Instruction;

/// <summary>What one region does, or copies outside any, with a name for its method.</summary>
internal sealed record RegionProgram(Region? Region, string Name, string Summary, IReadOnlyList<Instruction> Body)
{
    /// <summary>The region's name, or that of the copies.</summary>
    public string Owner => Region?.Name ?? Name;

    /// <summary>Number of the axis whose rows and steps it covers.</summary>
    public int Axis { get; init; } = Region?.Axis ?? 0;

    /// <summary>Whether it gives a scan the states that it starts from, before the scan's own program.</summary>
    public bool IsStart { get; init; }

    /// <summary>Who of a team computes it.</summary>
    public Share Share { get; init; }
}
