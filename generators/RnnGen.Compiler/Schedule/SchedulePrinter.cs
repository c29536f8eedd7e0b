using System.Text;
using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>Prints schedules: what runs in which order on which memory, before any target language.</summary>
internal static class SchedulePrinter
{
    public static string Print(NetworkSchedule schedule)
    {
        var text = new StringBuilder();
        foreach (Buffer buffer in schedule.Arena.Buffers)
            text.Append("buffer ").Append(buffer.Name).Append(' ').Append(buffer.Extent).Append(" x ")
                .Append(buffer.Stride).Append(buffer.Axis > 0 ? $" of axis {buffer.Axis}" : "")
                .Append(buffer.MemoryAxis > 0 ? $" over axis {buffer.MemoryAxis}\n" : "\n");
        if (schedule.FoldNote is { } note)
            text.Append(note).Append('\n');
        IEnumerable<RegionProgram> fold = schedule.Fold is { } filled ? [filled] : [];
        foreach (RegionProgram program in fold.Concat(schedule.Forward).Concat(schedule.Backward))
        {
            text.Append("program ").Append(program.Name).Append(ShareName(program.Share)).Append('\n');
            Print(text, program.Body, "  ");
        }

        foreach (RegionProgram program in schedule.Steps?.Begin ?? [])
            text.Append("begin ").Append(program.Name).Append(ShareName(program.Share)).Append('\n');
        foreach (RegionProgram program in schedule.Steps?.Advance ?? [])
            text.Append("advance ").Append(program.Name).Append(ShareName(program.Share)).Append('\n');
        return text.ToString();
    }

    /// <summary>A stream's step; a kernel that is fused has the lines of the evaluation form's.</summary>
    public static string Print(StreamSchedule stream)
    {
        var text = new StringBuilder();
        foreach (RegionProgram program in stream.Programs)
        {
            text.Append("program ").Append(program.Name).Append('\n');
            foreach (Instruction instruction in program.Body)
            {
                text.Append("  ").Append(Line(instruction)).Append('\n');
                if (instruction is RowStep step)
                    Print(text, step.Products, "    ");
            }
        }

        foreach (CopyRows state in stream.NextStates)
            text.Append(Line(state)).Append('\n');
        return text.ToString();
    }

    private static string ShareName(Share share) => share switch
    {
        Share.BesideNext => " beside the next",
        Share.One => " by one thread",
        _ => "",
    };

    private static void Print(StringBuilder text, IEnumerable<Instruction> body, string indent)
    {
        foreach (Instruction instruction in body)
        {
            text.Append(indent).Append(Line(instruction)).Append('\n');
            switch (instruction)
            {
                case ChunkLoop chunks:
                    Print(text, chunks.Body, indent + "  ");
                    break;
                case TimeLoop loop:
                    Print(text, loop.Body, indent + "  ");
                    break;
                case WhenInputGradient wanted:
                    Print(text, wanted.Body, indent + "  ");
                    break;
                case WhenFolded folded:
                    Print(text, folded.Body, indent + "  ");
                    text.Append(indent).Append("otherwise\n");
                    Print(text, folded.Otherwise, indent + "  ");
                    break;
                case RunKernel run:
                    Print(text, run.Kernel, indent + "  ");
                    break;
            }
        }
    }

    private static void Print(StringBuilder text, Kernel kernel, string indent)
    {
        foreach (Loop loop in kernel.Loops)
        {
            text.Append(indent).Append(loop.Size == 0 ? "row" : $"loop {loop.Size}").Append('\n');
            foreach (Definition definition in loop.Scalars.Concat(loop.Definitions))
            {
                text.Append(indent).Append("  ");
                text.Append(definition.From is { } place
                    ? $"%{definition.Node.Id} {definition.Node.Name} = load {Name(place)}"
                    : GraphPrinter.Print(definition.Node)).Append('\n');
            }

            foreach (Node reduction in loop.Reductions)
                text.Append(indent).Append("  reduce ").Append(GraphPrinter.Print(reduction)).Append('\n');
            foreach (StoreTo store in loop.Stores)
                text.Append(indent).Append($"  {Name(store.Target)} {(store.Adds ? "+=" : "=")} %{store.Value.Id}")
                    .Append('\n');
        }
    }

    private static string Line(Instruction instruction) => instruction switch
    {
        Multiply m => $"{Name(m.Target)} = {StartName(m)}{Name(m.Operand)} * {(m.Panels.IsTransposed ? "W^T" : "W")}"
            + $" K={m.Panels.K} N={m.Panels.Gates.Count}x{m.Panels.Units} over {m.Span}{Name(m.First)}",
        Attend a => $"{Name(a.Places.Context)} = {Name(a.Places.Values)} as {Name(a.Places.Query)} matches "
            + $"{Name(a.Places.Keys)}, {a.Memory.Kind} of {a.Memory.Size} over {a.Span}",
        AttendBackward a => $"{Name(a.Gradients.Query)} = and {Name(a.Gradients.Keys)}, {Name(a.Gradients.Values)} += "
            + $"of attention by {Name(a.Gradients.Context)}, {a.Memory.Kind} of {a.Memory.Size} over {a.Span}",
        RunKernel r => $"kernel {r.Kernel.Name} over {r.Span}",
        AccumulateWeights w => $"dW += {Name(w.Operand)}^T * {Name(w.Dz)} [{w.Gradient.K}, {w.Gradient.Width}]{(w.Bias is null ? "" : ", db += sum")} over {w.Span}{Name(w.First)}",
        AccumulateBias b => $"db += sum {Name(b.Dz)} [{b.Width}] over {b.Span}",
        FillRows f => $"{Name(f.Target)} = {Name(f.Source)} over {f.Span}",
        ClearTail c => $"clear ended rows of {Name(c.Place)}",
        ClearRagged c => $"clear {c.Buffer.Name} where lengths differ",
        ClearRows c => $"clear {Name(c.Place)}",
        TakeFinal t => $"{t.Target.Name} = {t.History.Name} at each row's length",
        PutInitial p => $"{p.History.Name} at each row's length = {p.Source.Name}",
        CopyRows c => $"{Name(c.Target)} = {Name(c.Source)} over {c.Span}",
        CopyColumns c => $"{Name(c.Target)} {(c.Adds ? "+=" : "=")} {Name(c.Source)} x {c.Width} over {c.Span}",
        ReorderRows r => $"{Name(r.Target)} {(r.Adds ? "+=" : "=")} {Name(r.Source)} x {r.Width} in the order of axis "
            + $"{r.Target.Buffer.Axis}",
        ReverseSteps r => $"{Name(r.Target)} {(r.Adds ? "+=" : "=")} {Name(r.Source)} x {r.Width} from the last step",
        GatherSteps g => $"{Name(g.Target)} = {Name(g.Source)} x {g.Width} at the tokens of input {g.Input}",
        ScatterSteps s => $"{Name(s.Target)} at the tokens of input {s.Input} += {Name(s.Source)} x {s.Width}",
        GatherRows g => $"{Name(g.Target)} = rows of tensor {g.Tensor}",
        GatherFolded g => $"{Name(g.Target)} = rows of {g.Table.Name}",
        WhenFolded => "where the folded tables are up to date",
        ChunkLoop c => $"for chunks of steps {(c.FromEnd ? "from the end" : "from the start")}",
        TimeLoop l => $"for t {(l.FromEnd ? "from the end" : "from the start")}{(l.Unroll > 1 ? $", unrolled by {l.Unroll}" : "")}",
        WhenInputGradient => "where the input's gradient is wanted",
        RowStep r => $"fused kernel {r.Kernel.Name} of {r.Units} units and {r.Gates.Count} gates in registers",
        _ => instruction.ToString(),
    };

    private static string Name(FirstStep first) => first switch
    {
        FirstStep.MayBeZero => ", from rest but the first step",
        FirstStep.MayBeUnread => ", the first step only where wanted",
        _ => "",
    };

    private static string StartName(Multiply multiply)
        => multiply.Start switch { Start.Bias => "bias + ", Start.Target => $"{Name(multiply.Target)} + ", _ => "" };

    private static string Name(Place place)
        => place.Buffer.Name + (place.Column > 0 ? $"[{place.Column}..]" : "")
            + (place.Shift > 0 ? $"(t+{place.Shift})" : "");
}
