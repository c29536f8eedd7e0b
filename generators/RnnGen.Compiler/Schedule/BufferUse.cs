namespace RnnGen.Compiler.Schedule;

/// <summary>Which buffers of the arena and of the packed memory instructions read or write.</summary>
internal static class BufferUse
{
    public static IEnumerable<Buffer> Of(IEnumerable<Instruction> body) => body.SelectMany(Of);

    public static IEnumerable<Buffer> Of(Instruction instruction) => instruction switch
    {
        Multiply multiply => [multiply.Operand.Buffer, multiply.Target.Buffer],
        RunKernel run => run.Kernel.Places.Select(static place => place.Buffer),
        AccumulateWeights weights => [weights.Operand.Buffer, weights.Dz.Buffer],
        AccumulateBias bias => [bias.Dz.Buffer],
        FillRows fill => [fill.Target.Buffer],
        ClearTail clear => [clear.Place.Buffer],
        ClearRagged clear => [clear.Buffer],
        ClearRows clear => [clear.Place.Buffer],
        TakeFinal take => [take.History, take.Target],
        PutInitial put => [put.Source, put.History],
        CopyRows copy => [copy.Source.Buffer, copy.Target.Buffer],
        CopyColumns copy => [copy.Source.Buffer, copy.Target.Buffer],
        GatherRows gather => [gather.Target.Buffer],
        GatherFolded gather => [gather.Target.Buffer],
        WhenFolded folded => Of(folded.Body).Concat(Of(folded.Otherwise)),
        ChunkLoop chunks => Of(chunks.Body),
        TimeLoop loop => Of(loop.Body),
        WhenInputGradient wanted => Of(wanted.Body),
        _ => [],
    };
}
