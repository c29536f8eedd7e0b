using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints a region's program as a method: one line an instruction.</summary>
internal sealed class RegionEmitter
{
    private const string Kernels = "global::RnnGen.Kernels.";
    private readonly CodeWriter _writer;
    private readonly RegionProgram _program;
    private readonly string _type;
    private readonly long[] _tensorOffsets;
    private readonly int _padding;

    private RegionEmitter(CodeWriter writer, RegionProgram program, string type, long[] tensorOffsets, int padding)
    {
        _padding = padding;
        _writer = writer;
        _program = program;
        _type = type;
        _tensorOffsets = tensorOffsets;
    }

    /// <summary>Prints the method; <paramref name="arena"/> is the type of the arena's offsets.</summary>
    public static void Emit(
        CodeWriter writer, RegionProgram program, string type, string arena, long[] tensorOffsets, int padding)
        => new RegionEmitter(writer, program, type, tensorOffsets, padding).Emit(arena);

    private void Emit(string arena)
    {
        _writer.Line(
            $"private static void {_program.Name}<V>(in global::RnnGen.Program.Slice<{_type}> s, in {arena} m)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            _writer.Line("long rows = s.Rows;");
            foreach (Buffer buffer in Buffers(_program.Body).Where(static buffer => buffer.IsArena).Distinct())
                _writer.Line(
                    $"{_type}* {CSharpNames.Escape(buffer.Name)} = s.Arena + m.{Identifier.Pascal(buffer.Name)}; // {Shape(buffer)}");
            Emit(_program.Body, inLoop: false);
        });
    }

    private static string Shape(Buffer buffer) => buffer.Extent switch
    {
        Extent.Rows => $"[B, {buffer.Stride}]",
        Extent.History => $"[T + 1, B, {buffer.Stride}]",
        _ => $"[T, B, {buffer.Stride}]",
    };

    private static IEnumerable<Buffer> Buffers(IEnumerable<Instruction> body)
        => body.SelectMany(static instruction => instruction switch
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
        TimeLoop loop => Buffers(loop.Body),
        WhenInputGradient wanted => Buffers(wanted.Body),
        _ => Array.Empty<Buffer>(),
    });

    /// <summary>Instructions, with the meetings of a team between them and after the last.</summary>
    private void Emit(IReadOnlyList<Instruction> body, bool inLoop, bool meetsAfterLast = true)
    {
        for (var i = 0; i < body.Count; i++)
        {
            Emit(body[i], inLoop);
            bool isLast = i == body.Count - 1;
            if (body[i] is not (TimeLoop or WhenInputGradient)
                && (isLast ? meetsAfterLast : Meetings.Between(body[i], body[i + 1])))
                _writer.Line("s.Team.Wait();");
        }
    }

    private void Emit(Instruction instruction, bool inLoop)
    {
        switch (instruction)
        {
            case TimeLoop loop:
                Loop(loop);
                break;
            case WhenInputGradient wanted:
                _writer.Block("if (s.WantsInputGradient)", () => Emit(wanted.Body, inLoop));
                break;
            case Multiply multiply:
                Product(multiply, inLoop);
                break;
            case RunKernel run:
                string arguments = string.Concat(KernelEmitter.Parameters(run.Kernel)
                    .Select(p => ", " + At(new Place(p.Buffer, 0, p.Shift), inLoop)));
                _writer.Line(KernelEmitter.Call(run.Kernel, Rows(run.Span), arguments, _padding));
                break;
            default:
                _writer.Line(Call(instruction, inLoop));
                break;
        }
    }

    private void Product(Multiply multiply, bool inLoop)
    {
        Panels panels = multiply.Panels;
        int gates = panels.IsTransposed ? 1 : panels.Gates.Count;
        string symbol = panels.IsTransposed ? "W^T" : "W";
        string start = multiply.Start switch
        {
            Start.Target => $"{multiply.Target.Buffer.Name} + ",
            Start.Bias => "bias + ",
            _ => "",
        };
        _writer.Line(
            $"// {multiply.Target.Buffer.Name} = {start}{multiply.Operand.Buffer.Name} {symbol}, K = {panels.K}, N = {gates} x {panels.Units}");
        string target = At(multiply.Target, inLoop);
        string from = multiply.Start switch
        {
            Start.Target => $"{target}, {multiply.Target.Buffer.Stride}",
            Start.Bias => $"{At(multiply.Bias!, inLoop)}, 0",
            _ => "null, 0",
        };
        _writer.Line($"{Kernels}Product<V, {_type}>.Run(");
        _writer.Indented(() => _writer.Line(
            $"new({panels.K}, {panels.Units}, {gates}, {panels.GateStride}), (int){Atom(Rows(multiply.Span))}, "
            + $"{At(multiply.Operand, inLoop)}, {multiply.Operand.Buffer.Stride}, {CodeWriter.Plus("s.Packed", panels.Offset)}, {from}, {target}, {multiply.Target.Buffer.Stride}, s.Team);"));
    }

    private string Call(Instruction instruction, bool inLoop) => instruction switch
    {
        AccumulateWeights w
            => $"{Kernels}Outer<V, {_type}>.Accumulate((int){Atom(Rows(w.Span))}, {w.Gradient.K}, {w.Gradient.Stride}, "
            + $"{At(w.Operand, inLoop)}, {w.Operand.Buffer.Stride}, {At(w.Dz, inLoop)}, {w.Dz.Buffer.Stride}, "
            + $"{CodeWriter.Plus("s.Gradients", w.Gradient.Offset)}, {w.Gradient.Stride}, s.Team);",
        AccumulateBias b
            => $"{Kernels}Columns<V, {_type}>.AddSum((int){Atom(Rows(b.Span))}, {b.Width}, {At(b.Dz, inLoop)}, "
            + $"{b.Dz.Buffer.Stride}, {CodeWriter.Plus("s.Gradients", b.Gradient.Offset)}, s.Team);",
        FillRows f => $"{Kernels}Rows<V, {_type}>.Fill({At(f.Target, inLoop)}, {f.Target.Buffer.Stride}, {Rows(f.Span)}, "
            + $"{At(f.Source, inLoop)}, {f.Width}, s.Team);",
        ClearTail c => $"{Kernels}Rows<V, {_type}>.Clear({At(c.Place, inLoop)} + (n * {c.Place.Buffer.Stride}), "
            + $"(rows - n) * {c.Place.Buffer.Stride}, s.Team);",
        ClearRagged c => $"if (s.Lengths[rows - 1] < s.Steps) {Kernels}Rows<V, {_type}>.Clear({Base(c.Buffer)}, "
            + $"(s.Steps + 1L) * rows * {c.Buffer.Stride}, s.Team);",
        ClearRows c => $"{Kernels}Rows<V, {_type}>.Clear({At(c.Place, inLoop)}, {Rows(c.Span)} * {c.Place.Buffer.Stride}, s.Team);",
        TakeFinal t => $"{Kernels}Rows<V, {_type}>.TakeAt({Base(t.History)}, s.Rows, {t.History.Stride}, s.Lengths, {Base(t.Target)}, s.Team);",
        PutInitial p
            => $"{Kernels}Rows<V, {_type}>.PutAt({Base(p.History)}, s.Rows, {p.History.Stride}, s.Lengths, {Base(p.Source)}, s.Team);",
        CopyRows c => $"{Kernels}Rows<V, {_type}>.Copy({At(c.Target, inLoop)}, {At(c.Source, inLoop)}, {Rows(c.Span)} * {c.Source.Buffer.Stride}, s.Team);",
        CopyColumns c
            => $"{Kernels}Rows<V, {_type}>.{(c.Adds ? "Add" : "Copy")}Columns({At(c.Target, inLoop)}, {c.Target.Buffer.Stride}, "
            + $"{At(c.Source, inLoop)}, {c.Source.Buffer.Stride}, {Rows(c.Span)}, {c.Width}, s.Team);",
        GatherRows g
            => $"{Kernels}Embeddings<V, {_type}>.Gather(s.Tokens, (int)({Rows(Span.Steps)}), {CodeWriter.Plus("s.Parameters", _tensorOffsets[g.Tensor])}, "
            + $"{g.Width}, {At(g.Target, inLoop)}, {g.Target.Buffer.Stride}, s.Team);",
        _ => throw new InvalidOperationException($"No C# form for {instruction.GetType().Name}."),
    };

    private void Loop(TimeLoop loop)
    {
        int factor = loop.Unroll;
        if (factor == 1)
        {
            _writer.Block(
                loop.FromEnd ? "for (int t = s.Steps - 1; t >= 0; t--)" : "for (int t = 0; t < s.Steps; t++)", ()
                    => Step(loop));
            return;
        }

        string next = loop.FromEnd ? "t--" : "t++";
        _writer.Line(loop.FromEnd ? "int t = s.Steps - 1;" : "int t = 0;");
        _writer.Block(loop.FromEnd ? $"while (t >= {factor - 1})" : $"while (t + {factor} <= s.Steps)", () =>
        {
            for (var i = 0; i < factor; i++)
            {
                _writer.Block("", () => Step(loop));
                _writer.Line($"{next};");
            }
        });
        _writer.Block(loop.FromEnd ? "for (; t >= 0; t--)" : "for (; t < s.Steps; t++)", () => Step(loop));
    }

    private void Step(TimeLoop loop)
    {
        _writer.Line("long n = s.Active[t];");
        Emit(Meetings.Step(loop), inLoop: true, meetsAfterLast: false);
        List<ClearTail> tails = [.. loop.Body.OfType<ClearTail>()];
        if (tails.Count > 0)
        {
            _writer.Block("if (n < rows)", () =>
            {
                foreach (ClearTail tail in tails)
                    Emit(tail, inLoop: true);
            });
        }

        _writer.Line("s.Team.Wait();");
    }

    private static string Rows(Span span) => span switch
    {
        Span.Active => "n",
        Span.Rows => "rows",
        _ => "s.Steps * rows",
    };

    private static string Atom(string text) => text.Contains(" ") ? $"({text})" : text;

    private static string Base(Buffer buffer) => CSharpNames.Escape(buffer.Name);

    /// <summary>The address of a place at the current step.</summary>
    private static string At(Place place, bool inLoop)
    {
        Buffer buffer = place.Buffer;
        string column = place.Column > 0 ? $" + {place.Column}" : "";
        switch (buffer.Extent)
        {
            case Extent.Weights:
                return $"{CodeWriter.Plus("s.Packed", buffer.Offset + place.Column)}";
            case Extent.Gradients:
                return $"{CodeWriter.Plus("s.Gradients", buffer.Offset + place.Column)}";
            case Extent.Rows:
                return Base(buffer) + column;
            default:
                string step = (inLoop, place.Shift) switch
                {
                    (true, 0) => $" + (t * rows * {buffer.Stride})",
                    (true, var shift) => $" + ((t + {shift}) * rows * {buffer.Stride})",
                    (false, 0) => "",
                    (false, var shift) => $" + ({(shift == 1 ? "" : shift + " * ")}rows * {buffer.Stride})",
                };
                return Base(buffer) + step + column;
        }
    }
}
