namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Decides who of a team computes which program. Two neighbours that touch nothing of each other, such as the
/// directions of a layer, run side by side: their halves of the team meet once, behind both, and not at every step.
/// </summary>
internal static class SideBySide
{
    // More weights of a step leave a core's second cache, where a half of them, one side after the other, may not:
    // two sides of 1 MB are 20 % slower than that.
    private const long LargestSide = 768 * 1024;

    // Registers of 64 bytes in a row of a step without products: for the 15 rows that a team has at most these are 480
    // rounds of a few instructions, less than a meeting.
    private const int LargestByOne = 32;

    /// <summary>The same programs in the same order, with their shares; some have become two.</summary>
    public static IReadOnlyList<RegionProgram> Arrange(IReadOnlyList<RegionProgram> programs, int padding)
    {
        long largest = LargestSide / 64 * padding;
        List<RegionProgram> result = [];
        for (var i = 0; i < programs.Count; i++)
        {
            IReadOnlyList<RegionProgram> pair = i + 1 < programs.Count
                ? Pair(programs[i], programs[i + 1], largest)
                : [];
            if (pair.Count > 0)
                i++;
            else
                pair = [IsSmallLoop(programs[i], padding) ? programs[i] with { Share = Share.One } : programs[i]];
            result.AddRange(pair);
        }

        return result;
    }

    /// <summary>The programs that compute one side each.</summary>
    public static IEnumerable<RegionProgram> Sides(IReadOnlyList<RegionProgram> programs)
        => programs.Where((program, i)
            => program.Share == Share.BesideNext || (i > 0 && programs[i - 1].Share == Share.BesideNext));

    /// <summary>Two programs side by side and what follows them; empty where that cannot be or does not pay.</summary>
    private static IReadOnlyList<RegionProgram> Pair(RegionProgram first, RegionProgram second, long largest)
    {
        // Halves of a team are equal, so are the sides; without a loop nobody meets often.
        if (!HasLoop(first) || !HasLoop(second) || Work(first) == 0 || Work(first) != Work(second)
            || first.Axis != second.Axis
            || Meetings.WeightsInStep([first]) > largest)
            return [];
        var touched = Touched.By(first.Body);
        IReadOnlyList<RegionProgram> rest = touched.Overlaps(Touched.By(second.Body))
            ? Deferred(second, touched)
            : [second];
        return rest.Count == 0 || touched.Overlaps(Touched.By(rest[0].Body)) ? []
            : [first with { Share = Share.BesideNext }, .. rest];
    }

    /// <summary>
    /// A program without the products behind its time loop that touch what another program does, and a program of those
    /// products: both directions add to the gradient of their common input, in this order.
    /// </summary>
    private static IReadOnlyList<RegionProgram> Deferred(RegionProgram program, Touched other)
    {
        if (program.Body[program.Body.Count - 1] is not ChunkLoop chunks)
            return [];
        List<Instruction> deferred = [.. chunks.Body.SkipWhile(static instruction => instruction is not TimeLoop)
            .Where(instruction => OverAllSteps(instruction) is not null && other.Overlaps(Touched.By([instruction])))];
        ChunkLoop kept = chunks with { Body = [.. chunks.Body.Where(instruction => !deferred.Contains(instruction))] };
        return deferred.Count == 0 ? []
            :
            [
                program with { Body = [.. program.Body.Take(program.Body.Count - 1), kept] },
                new RegionProgram(program.Region, program.Name + "Input", program.Summary + ": the input's gradient",
                    [.. deferred.Select(static instruction => OverAllSteps(instruction)!)]),
            ];
    }

    /// <summary>A product of a chunk's steps as one of all steps; null for what has to stay in its chunk.</summary>
    private static Instruction? OverAllSteps(Instruction instruction) => instruction switch
    {
        Multiply { Span: Span.Chunk, Operand.Buffer.Extent: Extent.Steps } multiply
            => multiply with { Span = Span.Steps },
        WhenInputGradient wanted when wanted.Body.All(static line => OverAllSteps(line) is not null)
            => new WhenInputGradient([.. wanted.Body.Select(static line => OverAllSteps(line)!)]),
        _ => null,
    };

    private static bool HasLoop(RegionProgram program) => program.Body.OfType<ChunkLoop>().Any();

    /// <summary>A loop that multiplies no weights, of few units, such as a narrow pool's.</summary>
    private static bool IsSmallLoop(RegionProgram program, int padding)
        => HasLoop(program) && Work(program) == 0 && Meetings.UnitsInStep(program) <= LargestByOne * padding;

    /// <summary>Multiplications of one row in the products of a program; attention's of one step of memory.</summary>
    private static long Work(RegionProgram program) => Work(program.Body);

    private static long Work(IEnumerable<Instruction> body) => body.Sum(static instruction => instruction switch
    {
        Multiply multiply => multiply.Panels.Length,
        Attend attend => attend.Memory.Size + attend.Memory.Width,
        AttendBackward attend => attend.Memory.Size + attend.Memory.Width,
        AccumulateWeights weights => (long)weights.Gradient.K * weights.Gradient.Width,
        ChunkLoop chunks => Work(chunks.Body),
        TimeLoop loop => Work(loop.Body),
        WhenInputGradient wanted => Work(wanted.Body),
        WhenFolded folded => Work(folded.Otherwise),
        _ => 0,
    });
}
