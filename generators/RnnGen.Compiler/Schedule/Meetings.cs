namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Where the threads of a team, each of which does a part of every instruction, must wait for each other: wherever the
/// next instruction touches what another member may still be at.
/// </summary>
internal static class Meetings
{
    /// <summary>Whether a team meets between an instruction and the next one; null at the end of a step.</summary>
    public static bool Between(Instruction instruction, Instruction? next) => (instruction, next) switch
    {
        // Sums into gradients of their own, over what none of them writes.
        (AccumulateWeights or AccumulateBias, AccumulateWeights or AccumulateBias) => false,
        (Multiply multiply, RunKernel run) => !IsSameUnits(multiply, run.Kernel),
        _ => true,
    };

    /// <summary>The instructions of a step but those that clear ended rows, which touch no row of this step.</summary>
    public static IReadOnlyList<Instruction> Step(TimeLoop loop)
        => [.. loop.Body.Where(static instruction => instruction is not ClearTail)];

    /// <summary>Meetings in one step of all loops that a team computes.</summary>
    public static int InStep(IEnumerable<RegionProgram> programs)
        => Loops(programs.Where(static program => program.Share != Share.One)).Sum(static loop =>
        {
            IReadOnlyList<Instruction> step = Step(loop);
            return Enumerable.Range(0, step.Count)
                .Count(i => Between(step[i], i + 1 < step.Count ? step[i + 1] : null));
        });

    /// <summary>Packed weights that one step of all loops reads, in floats.</summary>
    public static long WeightsInStep(IEnumerable<RegionProgram> programs)
        => Loops(programs).SelectMany(static loop => loop.Body).OfType<Multiply>()
            .Sum(static multiply => multiply.Panels.Length);

    /// <summary>Packed weights that one step of the heaviest loop reads, in floats.</summary>
    public static long WeightsInHeaviestLoop(IEnumerable<RegionProgram> programs)
        => Loops(programs)
            .Select(static loop => loop.Body.OfType<Multiply>().Sum(static multiply => multiply.Panels.Length))
            .Prepend(0).Max();

    /// <summary>Units that the kernels of one step compute, those of each of their loops.</summary>
    public static int UnitsInStep(RegionProgram program)
        => Loops([program]).SelectMany(static loop => loop.Body).OfType<RunKernel>()
            .SelectMany(static run => run.Kernel.Loops).Sum(static loop => loop.Size);

    private static IEnumerable<TimeLoop> Loops(IEnumerable<RegionProgram> programs)
        => programs.SelectMany(static program => program.Body.OfType<ChunkLoop>())
            .SelectMany(static chunks => chunks.Body.OfType<TimeLoop>());

    /// <summary>
    /// Whether the kernel reads and writes, of what the product touches, only the units that the same member computed.
    /// One gate's product is cut at panels of several blocks, a kernel at blocks.
    /// </summary>
    private static bool IsSameUnits(Multiply multiply, Kernel kernel)
        => multiply.IsGatesOf(kernel) && kernel.Division == Division.Units
            && kernel.Places.All(place
                => place.Buffer != multiply.Target.Buffer || place.Column % multiply.Panels.GateStride == 0);
}
