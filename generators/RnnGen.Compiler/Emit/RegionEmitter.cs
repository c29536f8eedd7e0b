using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints a region's program as a method: one line an instruction.</summary>
internal sealed partial class RegionEmitter
{
    private const string Kernels = "global::RnnGen.Kernels.";
    private readonly CodeWriter _writer;
    private readonly RegionProgram _program;
    private readonly string _type;
    private readonly long[] _tensorOffsets;
    private readonly int _padding;
    private readonly StreamSchedule? _stream;

    // What holds rows, steps and lengths of the program's axis.
    private readonly string _slice;

    private RegionEmitter(
        CodeWriter writer, RegionProgram program, string type, long[] tensorOffsets, int padding,
        StreamSchedule? stream = null)
    {
        _padding = padding;
        _writer = writer;
        _program = program;
        _type = type;
        _tensorOffsets = tensorOffsets;
        _stream = stream;
        _slice = program.Axis == 0 ? AxisNames.Of(0) : "axis";
    }

    /// <summary>Prints the method; <paramref name="arena"/> is the type of the arena's offsets.</summary>
    public static void Emit(
        CodeWriter writer, RegionProgram program, string type, string arena, long[] tensorOffsets, int padding)
        => new RegionEmitter(writer, program, type, tensorOffsets, padding).Emit(arena);

    /// <summary>Prints the instructions of a stream's step: one row, no loops, addresses that are constants.</summary>
    public static void EmitStep(
        CodeWriter writer, StreamSchedule stream, string type, long[] tensorOffsets, int padding)
    {
        foreach (RegionProgram program in stream.Programs)
            new RegionEmitter(writer, program, type, tensorOffsets, padding, stream).Emit(program.Body, Scope.Stream);
        if (stream.NextStates.Count == 0)
            return;
        var last = new RegionEmitter(writer, stream.Programs[0], type, tensorOffsets, padding, stream);
        last.Emit(stream.NextStates, Scope.Stream);
    }

    /// <summary>Prints the method that fills some tokens' rows of the folded tables.</summary>
    public static void EmitFold(
        CodeWriter writer, RegionProgram program, string type, long[] tensorOffsets, int padding)
    {
        writer.Line($"private static void Fold<V>(in global::RnnGen.Program.Slice<{type}> s, "
            + "global::RnnGen.Program.Part tokens)");
        writer.Indented(() => writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {type}>"));
        writer.Block(() =>
        {
            var emitter = new RegionEmitter(writer, program, type, tensorOffsets, padding);
            foreach (Instruction instruction in program.Body)
                emitter.Emit(instruction, Scope.Region);
        });
    }

    private void Emit(string arena)
    {
        _writer.Line(
            $"private static void {_program.Name}<V>(in global::RnnGen.Program.Slice<{_type}> s, in {arena} m)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            const string Axis = "global::RnnGen.Program.SliceAxis";
            if (_program.Axis > 0)
                _writer.Line($"ref readonly {Axis} axis = ref {AxisNames.Of(_program.Axis)};");
            _writer.Line($"long rows = {_slice}.Rows;");
            foreach (Buffer buffer in Touched.Buffers(_program.Body).Where(static buffer => buffer.IsArena).Distinct())
                _writer.Line(
                    $"{_type}* {CSharpNames.Escape(buffer.Name)} = s.Arena + m.{Identifier.Pascal(buffer.Name)}; // {Shape(buffer)}");
            foreach (int axis in Touched.Buffers(_program.Body)
                .Where(static buffer => buffer.Extent == Extent.Alignment)
                .Select(static buffer => buffer.MemoryAxis).Distinct())
                _writer.Line($"long {AxisNames.Alignment(axis)} = "
                    + $"{AlignmentBlocks($"{AxisNames.Of(axis)}.Steps", _padding)} * {_padding}; "
                    + "// floats in a row of weights");
            Emit(_program.Body, Scope.Region);
        });
    }

    private static string Shape(Buffer buffer) => buffer.Extent switch
    {
        Extent.Rows => $"[B, {buffer.Stride}]",
        Extent.Chunk => $"[chunk, B, {buffer.Stride}]",
        Extent.History => $"[T + 1, B, {buffer.Stride}]",
        Extent.Alignment => $"[T, B, {AxisNames.Alignment(buffer.MemoryAxis)}]",
        _ => $"[T, B, {buffer.Stride}]",
    };

    /// <summary>Instructions, with the meetings of a team between them and after the last.</summary>
    private void Emit(IReadOnlyList<Instruction> body, Scope scope, bool meetsAfterLast = true)
    {
        for (var i = 0; i < body.Count; i++)
        {
            Emit(body[i], scope);
            bool isLast = i == body.Count - 1;
            if (body[i] is not (ChunkLoop or TimeLoop or WhenInputGradient or WhenFolded)
                && (isLast ? meetsAfterLast : Meetings.Between(body[i], body[i + 1])))
                _writer.Line(Wait(scope));
        }
    }

    /// <summary>A meeting: parts of what covers many steps may take any time.</summary>
    private static string Wait(Scope scope)
        => scope is Scope.Step or Scope.Stream ? "s.Team.Wait();" : "s.Team.WaitLong();";

    private void Emit(Instruction instruction, Scope scope)
    {
        switch (instruction)
        {
            case ChunkLoop chunks:
                Chunks(chunks);
                break;
            case TimeLoop loop:
                Loop(loop);
                break;
            case WhenInputGradient wanted:
                _writer.Block("if (s.WantsInputGradient)", () => Emit(wanted.Body, scope));
                break;
            case WhenFolded folded:
                if (folded.Body.Count > 0)
                    _writer.Block("if (s.Folded != null)", () => Emit(folded.Body, scope));
                _writer.Block(
                    folded.Body.Count > 0 ? "else" : "if (s.Folded == null)", () => Emit(folded.Otherwise, scope));
                break;
            case Multiply { First: not FirstStep.Alike } multiply when scope == Scope.Step:
                string isWanted = multiply.First == FirstStep.MayBeZero ? "!s.StartsFromRest" : "s.WantsStateGradient";
                _writer.Block($"if ({Later} || {isWanted})", () => Product(multiply, scope));
                break;
            case Multiply multiply:
                Product(multiply, scope);
                break;
            case Attend attend:
                Attend(attend, scope);
                break;
            case AttendBackward attend:
                AttendBackward(attend, scope);
                break;
            case GatherSteps gather:
                Positions("Gather", gather.Input, gather.Source, gather.Target, gather.Width, gather.Source, scope);
                break;
            case ScatterSteps scatter:
                Positions(
                    "Scatter", scatter.Input, scatter.Source, scatter.Target, scatter.Width, scatter.Target, scope);
                break;
            case RunKernel run:
                string arguments = string.Concat(KernelEmitter.Parameters(run.Kernel)
                    .Select(p => ", " + At(new Place(p.Buffer, 0, p.Shift), scope)));
                _writer.Line(KernelEmitter.Call(run.Kernel, Rows(run.Span), arguments, _padding));
                break;
            case RowStep step:
                _writer.Line(RowStepEmitter.Call(step, _padding));
                break;
            default:
                _writer.Line(Call(instruction, scope));
                break;
        }
    }

    private void Product(Multiply multiply, Scope scope)
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
        string target = At(multiply.Target, scope);
        string from = multiply.Start switch
        {
            Start.Target => $"{target}, {multiply.Target.Buffer.Stride}",
            Start.Bias => $"{At(multiply.Bias!, scope)}, 0",
            _ => "null, 0",
        };
        _writer.Line($"{Kernels}Product<V, {_type}>.Run(");
        _writer.Indented(() => _writer.Line(
            $"new({panels.K}, {panels.Units}, {gates}, {panels.GateStride}), (int){Atom(Rows(multiply.Span))}, "
            + $"{At(multiply.Operand, scope)}, {multiply.Operand.Buffer.Stride}, {CodeWriter.Plus("s.Packed", panels.Offset)}, {from}, {target}, {multiply.Target.Buffer.Stride}, s.Team);"));
    }

    private string Call(Instruction instruction, Scope scope) => instruction switch
    {
        AccumulateWeights w
            => $"{Kernels}Outer<V, {_type}>.Accumulate{(w.Bias is null ? "" : "WithSums")}("
            + $"(int){Atom(Rows(w.Span))}, {w.Gradient.K}, {w.Gradient.Width}, "
            + $"{At(w.Operand, scope)}, {w.Operand.Buffer.Stride}, {At(w.Dz, scope)}, {w.Dz.Buffer.Stride}, "
            + $"{CodeWriter.Plus("s.Gradients", w.Gradient.Offset)}, {w.Gradient.Stride}, "
            + (w.Bias is { } bias ? At(bias, scope) + ", " : "") + $"s.Team{ZeroRows(w)});",
        AccumulateBias b
            => $"{Kernels}Columns<V, {_type}>.AddSum((int){Atom(Rows(b.Span))}, {b.Width}, {At(b.Dz, scope)}, "
            + $"{b.Dz.Buffer.Stride}, {At(b.Gradient, scope)}, s.Team);",
        FillRows f => $"{Kernels}Rows<V, {_type}>.Fill({At(f.Target, scope)}, {f.Target.Buffer.Stride}, {Rows(f.Span)}, "
            + $"{At(f.Source, scope)}, {f.Width}, s.Team);",
        ClearTail c => $"{Kernels}Rows<V, {_type}>.Clear({At(c.Place, scope)} + (n * {c.Place.Buffer.Stride}), "
            + $"(rows - n) * {c.Place.Buffer.Stride}, s.Team);",
        ClearRagged c => $"if ({_slice}.Lengths[rows - 1] < {_slice}.Steps) {Kernels}Rows<V, {_type}>.Clear({Base(c.Buffer)}, "
            + $"({_slice}.Steps + 1L) * rows * {c.Buffer.Stride}, s.Team);",
        ClearRows c => $"{Kernels}Rows<V, {_type}>.Clear({At(c.Place, scope)}, {Rows(c.Span, c.Place.Buffer.Axis)} * {c.Place.Buffer.Stride}, s.Team);",
        TakeFinal t => $"{Kernels}Rows<V, {_type}>.TakeAt({Base(t.History)}, {_slice}.Rows, {t.History.Stride}, {_slice}.Lengths, {Base(t.Target)}, s.Team);",
        PutInitial p
            => $"{Kernels}Rows<V, {_type}>.PutAt({Base(p.History)}, {_slice}.Rows, {p.History.Stride}, {_slice}.Lengths, {Base(p.Source)}, s.Team);",
        CopyRows c => $"{Kernels}Rows<V, {_type}>.Copy({At(c.Target, scope)}, {At(c.Source, scope)}, {Rows(c.Span)} * {c.Source.Buffer.Stride}, s.Team);",
        CopyColumns c
            => $"{Kernels}Rows<V, {_type}>.{(c.Adds ? "Add" : "Copy")}Columns({At(c.Target, scope)}, {c.Target.Buffer.Stride}, "
            + $"{At(c.Source, scope)}, {c.Source.Buffer.Stride}, {Rows(c.Span)}, {c.Width}, s.Team);",
        ReorderRows r
            => $"{Kernels}Rows<V, {_type}>.{(r.Target.Buffer.Axis > 0 ? "Take" : "Put")}Rows({At(r.Target, scope)}, "
            + $"{r.Target.Buffer.Stride}, {At(r.Source, scope)}, {r.Source.Buffer.Stride}, {AxisNames.Of(r.Axis)}.Base, "
            + $"{AxisNames.Of(r.Axis)}.Rows, {r.Width}, adds: {(r.Adds ? "true" : "false")}, s.Team);",
        ReverseSteps r
            => $"{Kernels}Rows<V, {_type}>.Reverse({At(r.Target, scope)}, {r.Target.Buffer.Stride}, "
            + $"{At(r.Source, scope)}, {r.Source.Buffer.Stride}, {_slice}.Lengths, {_slice}.Steps, rows, {r.Width}, "
            + $"adds: {(r.Adds ? "true" : "false")}, s.Team);",
        GatherRows g
            => $"{Kernels}Embeddings<V, {_type}>.Gather({Tokens(g.Input)}, (int)({Rows(Span.Steps)}), {CodeWriter.Plus("s.Parameters", _tensorOffsets[g.Tensor])}, "
            + $"{g.Width}, {At(g.Target, scope)}, {g.Target.Buffer.Stride}, s.Team);",
        GatherFolded g
            => $"{Kernels}Embeddings<V, {_type}>.Gather({(scope == Scope.Stream ? "s.Tokens" : "s.Tokens + (start * rows)")}, (int)({Rows(Span.Chunk)}), "
            + $"{CodeWriter.Plus("s.Folded", g.Table.Offset)}, {g.Table.Stride}, {At(g.Target, scope)}, "
            + $"{g.Target.Buffer.Stride}, s.Team);",
        _ => throw new InvalidOperationException($"No C# form for {instruction.GetType().Name}."),
    };

    /// <summary>Whether a step is none that a sequence begins with.</summary>
    private string Later => IsReverse ? $"t < {_slice}.Steps - 1" : "t > 0";

    private bool IsReverse => _program.Region?.IsReverse == true;

    /// <summary>Rows of a state at the first step, which need no multiplication where they are zero.</summary>
    private string ZeroRows(AccumulateWeights weights) => weights.First != FirstStep.MayBeZero ? ""
        : IsReverse ? $", zeroLast: s.StartsFromRest && end == {_slice}.Steps ? (int)rows : 0"
        : ", zeroFirst: s.StartsFromRest && start == 0 ? (int)rows : 0";

    private static string Tokens(int input) => input == 0 ? "s.Tokens" : $"s.MoreTokens[{input - 1}]";

    /// <summary>The rows of memory of a chunk, as an expression of rows and steps; 1 of 1 and 1.</summary>
    public static string ChunkRows(Buffer buffer)
        => $"{Kernels}TimeChunk.Rows({AxisNames.Rows(buffer.Axis)}, {AxisNames.Steps(buffer.Axis)}, "
            + $"{buffer.ChunkStride})";

    private void Chunks(ChunkLoop chunks)
    {
        if (chunks.Stride == 0)
        {
            _writer.Line($"long start = 0, end = {_slice}.Steps;");
            Emit(chunks.Body, Scope.Chunk);
            return;
        }

        _writer.Line($"long chunk = {Kernels}TimeChunk.Steps(rows, {_slice}.Steps, {chunks.Stride});");
        _writer.Block(
            chunks.FromEnd ? $"for (long end = {_slice}.Steps; end > 0; end -= chunk)"
                : $"for (long start = 0; start < {_slice}.Steps; start += chunk)", () =>
            {
                _writer.Line(chunks.FromEnd ? "long start = global::System.Math.Max(0, end - chunk);"
                    : $"long end = global::System.Math.Min({_slice}.Steps, start + chunk);");
                Emit(chunks.Body, Scope.Chunk);
            });
    }

    private void Loop(TimeLoop loop)
    {
        int factor = loop.Unroll;
        if (factor == 1)
        {
            _writer.Block(
                loop.FromEnd ? "for (long t = end - 1; t >= start; t--)" : "for (long t = start; t < end; t++)", ()
                    => Step(loop));
            return;
        }

        string next = loop.FromEnd ? "t--" : "t++";
        _writer.Line(loop.FromEnd ? "long t = end - 1;" : "long t = start;");
        _writer.Block(loop.FromEnd ? $"while (t >= start + {factor - 1})" : $"while (t + {factor} <= end)", () =>
        {
            for (var i = 0; i < factor; i++)
            {
                _writer.Block("", () => Step(loop));
                _writer.Line($"{next};");
            }
        });
        _writer.Block(loop.FromEnd ? "for (; t >= start; t--)" : "for (; t < end; t++)", () => Step(loop));
    }

    private void Step(TimeLoop loop)
    {
        _writer.Line($"long n = {_slice}.Active[t];");
        Emit(Meetings.Step(loop), Scope.Step, meetsAfterLast: false);
        List<ClearTail> tails = [.. loop.Body.OfType<ClearTail>()];
        if (tails.Count > 0)
        {
            _writer.Block("if (n < rows)", () =>
            {
                foreach (ClearTail tail in tails)
                    Emit(tail, Scope.Step);
            });
        }

        _writer.Line(Wait(Scope.Step));
    }

    private string Rows(Span span) => _stream is not null ? "1" : span switch
    {
        Span.Active => "n",
        Span.Rows => "rows",
        Span.Chunk => "(end - start) * rows",
        Span.Tokens => "tokens.Count",
        _ => $"{_slice}.Steps * rows",
    };

    /// <summary>Rows of a span on an axis: of a memory, whose axis need not be the program's, all of its steps.</summary>
    private string Rows(Span span, int axis)
        => axis == _program.Axis || span != Span.Steps ? Rows(span) : $"{AxisNames.Of(axis)}.Steps * {RowsOf(axis)}";

    private string RowsOf(int axis) => axis == _program.Axis ? "rows" : $"(long){AxisNames.Of(axis)}.Rows";

    private static string Atom(string text) => text.Contains(" ") ? $"({text})" : text;

    private static string Base(Buffer buffer) => CSharpNames.Escape(buffer.Name);

    /// <summary>The address of a place at the current step, or at the first step of the chunk or of all.</summary>
    private string At(Place place, Scope scope)
    {
        Buffer buffer = place.Buffer;
        if (scope == Scope.Stream && buffer.IsArena)
            return CodeWriter.Plus("s.Arena", _stream!.At(place));
        string column = place.Column > 0 ? $" + {place.Column}" : "";
        switch (buffer.Extent)
        {
            case Extent.Weights:
                return $"{CodeWriter.Plus("s.Packed", buffer.Offset + place.Column)}";
            case Extent.Gradients:
                return $"{CodeWriter.Plus("s.Gradients", buffer.Offset + place.Column)}";
            case Extent.Embedding or Extent.Folded:
                string table = buffer.Extent == Extent.Folded ? "s.Folded" : "s.Parameters";
                return $"{CodeWriter.Plus(table, buffer.Offset + place.Column)} + (tokens.From * {buffer.Stride})";
            case Extent.Rows:
                return Base(buffer) + column;
            case Extent.Alignment:
                return Base(buffer)
                    + (scope == Scope.Step ? $" + (t * rows * {AxisNames.Alignment(buffer.MemoryAxis)})" : "");
            default:
                string first = buffer.Extent == Extent.Chunk
                    ? scope == Scope.Step ? "(t - start)" : ""
                    : scope switch { Scope.Step => "t", Scope.Chunk => "start", _ => "" };
                string rows = RowsOf(buffer.Axis);
                string step = (first, place.Shift) switch
                {
                    ("", 0) => "",
                    ("", 1) => $" + ({rows} * {buffer.Stride})",
                    ("", var shift) => $" + ({shift} * {rows} * {buffer.Stride})",
                    (_, 0) => $" + ({first} * {rows} * {buffer.Stride})",
                    (_, var shift) => $" + (({first} + {shift}) * {rows} * {buffer.Stride})",
                };
                return Base(buffer) + step + column;
        }
    }

    /// <summary>What is current where an instruction stands.</summary>
    private enum Scope
    {
        /// <summary>All steps.</summary>
        Region,

        /// <summary>The steps of a chunk, from <c>start</c> to before <c>end</c>.</summary>
        Chunk,

        /// <summary>One step, <c>t</c>.</summary>
        Step,

        /// <summary>The only step of a stream.</summary>
        Stream,
    }
}
