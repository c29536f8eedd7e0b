using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>Prints a region's program as a method that launches: one line an instruction.</summary>
internal sealed partial class DeviceRegionEmitter
{
    private readonly CodeWriter _writer;
    private readonly DeviceArena _arena;
    private readonly RegionProgram _program;
    private readonly string _type;
    private readonly long[] _tensorOffsets;
    private readonly int _padding;

    // Of what instructions stand in: a step t, or all steps.
    private bool _isInStep;

    private DeviceRegionEmitter(
        CodeWriter writer, DeviceArena arena, RegionProgram program, string type, long[] tensorOffsets, int padding)
    {
        _writer = writer;
        _arena = arena;
        _program = program;
        _type = type;
        _tensorOffsets = tensorOffsets;
        _padding = padding;
    }

    public static void Emit(
        CodeWriter writer, DeviceArena arena, RegionProgram program, string type, long[] tensorOffsets, int padding)
        => new DeviceRegionEmitter(writer, arena, program, type, tensorOffsets, padding).Emit();

    /// <summary>The field of a kernel.</summary>
    public static string Field(string kernel) => "s_" + Identifier.Camel(kernel);

    private string StepCount => AxisNames.Steps(_program.Axis);

    private void Emit()
    {
        _writer.Block($"private static void {_program.Name}(DeviceRun<{_type}> run)", () =>
        {
            _writer.Line($"ref readonly DeviceSlice<{_type}> s = ref run.Slice;");
            _writer.Line(_arena.Sizes());
            foreach (Buffer buffer in Touched.BuffersBesideKernels(_program.Body)
                .Where(static buffer => buffer.IsArena).Distinct())
                _writer.Line($"// {Shape(buffer)}").Line($"int {Base(buffer)} = {_arena.OffsetOf(buffer)};");
            Emit(_program.Body);
        });
    }

    private static string Shape(Buffer buffer) => buffer.Extent switch
    {
        Extent.Rows => $"[B, {buffer.Stride}]",
        Extent.History => $"[T + 1, B, {buffer.Stride}]",
        Extent.Alignment => $"[T, B, {AxisNames.Alignment(buffer.MemoryAxis)}]",
        _ => $"[T, B, {buffer.Stride}]",
    };

    private void Emit(IEnumerable<Instruction> body)
    {
        foreach (Instruction instruction in body)
            Emit(instruction);
    }

    private void Emit(Instruction instruction)
    {
        switch (instruction)
        {
            case ChunkLoop chunks:
                Emit(chunks.Body);
                break;
            case TimeLoop loop:
                Loop(loop);
                break;
            case WhenInputGradient wanted:
                _writer.Block("if (run.WantsInputGradient)", () => Emit(wanted.Body));
                break;
            case WhenFolded folded:
                Emit(folded.Otherwise);
                break;
            case Multiply multiply:
                Product(multiply);
                break;
            case Attend attend:
                Attend(attend);
                break;
            case AttendBackward attend:
                AttendBackward(attend);
                break;
            case ClearRagged clear:
                _writer.Line($"if (run.IsRagged({_program.Axis}))");
                _writer.Indented(() => _writer.Line(
                    $"run.Clear({Base(clear.Buffer)}, ({StepCount} + 1) * rows * {clear.Buffer.Stride});"));
                break;
            default:
                _writer.Line($"run.{Call(instruction)};");
                break;
        }
    }

    private void Loop(TimeLoop loop)
    {
        if (!DeviceLoopEmitter.CanRun(loop))
        {
            _writer.Line("// a launch an instruction and step: rows read more than what is their own");
            Steps(loop);
            return;
        }

        string weights = CodeWriter.Literal(DeviceLoopEmitter.Weights(loop));
        _writer.Line($"// a step reads {weights} weights: one launch where they are near");
        _writer.Block($"if (run.IsOneLaunch({weights}))", ()
            => _writer.Line($"run.Launch({Field(DeviceLoopEmitter.Name(_program))}, rows);"));
        _writer.Block("else", () => Steps(loop));
    }

    /// <summary>One launch an instruction and step.</summary>
    private void Steps(TimeLoop loop)
    {
        string head = loop.FromEnd
            ? $"for (int t = {StepCount} - 1; t >= 0; t--)" : $"for (int t = 0; t < {StepCount}; t++)";
        _writer.Block(head, () =>
        {
            _writer.Line($"int n = run.Active({_program.Axis}, t);");
            _isInStep = true;
            Emit(loop.Body.Where(static instruction => instruction is not ClearTail));
            List<ClearTail> tails = [.. loop.Body.OfType<ClearTail>()];
            if (tails.Count > 0)
                _writer.Block("if (n < rows)", () => Emit(tails));
            _isInStep = false;
        });
    }

    private void Product(Multiply multiply)
    {
        Panels panels = multiply.Panels;
        string symbol = panels.IsTransposed ? "W^T" : "W";
        string begin = multiply.Start switch
        {
            Start.Target => $"{multiply.Target.Buffer.Name} + ",
            Start.Bias => "bias + ",
            _ => "",
        };
        _writer.Line($"// {multiply.Target.Buffer.Name} = {begin}{multiply.Operand.Buffer.Name} {symbol}");
        string shape = panels.IsTransposed
            ? $"new({panels.K}, {panels.Units}, 1, {Memory.Padded(panels.Units, _padding)})"
            : $"new({panels.K}, {panels.Units}, {panels.Gates.Count}, {panels.GateStride})";
        string start = multiply.Start switch
        {
            Start.Target => $"{At(multiply.Target)}, {multiply.Target.Buffer.Stride}",
            Start.Bias => $"{At(multiply.Bias!)}, 0",
            _ => "-1, 0",
        };
        _writer.Line($"run.Product({shape}, {Rows(multiply.Span)}, {At(multiply.Operand)}, "
            + $"{multiply.Operand.Buffer.Stride}, {CodeWriter.Literal(panels.Offset)}, {start}, "
            + $"{At(multiply.Target)}, {multiply.Target.Buffer.Stride});");
    }

    private string Call(Instruction instruction) => instruction switch
    {
        RunKernel run => $"Launch({Field(run.Kernel.Name)}, {(_isInStep ? "t" : "0")}, {Rows(run.Span)})",
        AccumulateWeights w => $"AccumulateWeights({Rows(w.Span)}, {w.Gradient.K}, {w.Gradient.Width}, "
            + $"{At(w.Operand)}, {w.Operand.Buffer.Stride}, {At(w.Dz)}, {w.Dz.Buffer.Stride}, "
            + $"{CodeWriter.Literal(w.Gradient.Offset)}, {w.Gradient.Stride}, {(w.Bias is { } bias ? At(bias) : "-1")})",
        AccumulateBias b => $"AddSums({Rows(b.Span)}, {b.Width}, {At(b.Dz)}, {b.Dz.Buffer.Stride}, {At(b.Gradient)})",
        FillRows f => $"Fill({At(f.Target)}, {f.Target.Buffer.Stride}, {Rows(f.Span)}, {At(f.Source)}, {f.Width})",
        ClearTail c
            => $"Clear({At(c.Place)} + (n * {c.Place.Buffer.Stride}), (rows - n) * {c.Place.Buffer.Stride})",
        ClearRows c
            => $"Clear({At(c.Place)}, {Rows(c.Span, c.Place.Buffer.Axis)} * {c.Place.Buffer.Stride})",
        TakeFinal t => $"TakeFinal({_program.Axis}, {Base(t.History)}, {t.History.Stride}, {Base(t.Target)})",
        PutInitial p => $"PutInitial({_program.Axis}, {Base(p.History)}, {p.History.Stride}, {Base(p.Source)})",
        CopyRows c => $"Copy({At(c.Target)}, {At(c.Source)}, {Rows(c.Span)} * {c.Source.Buffer.Stride})",
        CopyColumns c => $"CopyColumns({At(c.Target)}, {c.Target.Buffer.Stride}, {At(c.Source)}, "
            + $"{c.Source.Buffer.Stride}, {Rows(c.Span)}, {c.Width}, adds: {Bool(c.Adds)})",
        ReorderRows r => $"{(r.Target.Buffer.Axis > 0 ? "Take" : "Put")}Rows({r.Axis}, {At(r.Target)}, "
            + $"{r.Target.Buffer.Stride}, {At(r.Source)}, {r.Source.Buffer.Stride}, {r.Width}, adds: {Bool(r.Adds)})",
        ReverseSteps r => $"Reverse({_program.Axis}, {At(r.Target)}, {r.Target.Buffer.Stride}, {At(r.Source)}, "
            + $"{r.Source.Buffer.Stride}, {r.Width}, adds: {Bool(r.Adds)})",
        GatherSteps g => $"Gather({g.Input}, {_program.Axis}, {g.Source.Buffer.Axis}, {At(g.Source)}, "
            + $"{g.Source.Buffer.Stride}, {At(g.Target)}, {g.Target.Buffer.Stride}, {g.Width})",
        ScatterSteps g => $"Scatter({g.Input}, {_program.Axis}, {g.Target.Buffer.Axis}, {At(g.Source)}, "
            + $"{g.Source.Buffer.Stride}, {At(g.Target)}, {g.Target.Buffer.Stride}, {g.Width})",
        GatherRows g => $"GatherRows({g.Input}, {_program.Axis}, {CodeWriter.Literal(_tensorOffsets[g.Tensor])}, "
            + $"{g.Width}, {At(g.Target)}, {g.Target.Buffer.Stride})",
        _ => throw new InvalidOperationException($"No device form for {instruction.GetType().Name}."),
    };

    private static string Bool(bool value) => value ? "true" : "false";

    private string Rows(Span span) => span switch
    {
        Span.Active => "n",
        Span.Rows => "rows",
        _ => $"{StepCount} * rows",
    };

    private string Rows(Span span, int axis) => span == Span.Steps ? $"{AxisNames.Steps(axis)} * rows" : Rows(span);

    private static string Base(Buffer buffer) => CSharpNames.Escape(buffer.Name);

    /// <summary>A place's first float at the current step, or at the first of all.</summary>
    private string At(Place place)
    {
        Buffer buffer = place.Buffer;
        string column = place.Column > 0 ? $" + {place.Column}" : "";
        return buffer.Extent switch
        {
            Extent.Weights or Extent.Gradients => CodeWriter.Literal(buffer.Offset + place.Column),
            Extent.Rows => Base(buffer) + column,
            Extent.Alignment
                => Base(buffer) + (_isInStep ? $" + (t * rows * {DeviceArena.Alignment(buffer)})" : ""),
            _ => Base(buffer) + Step(place.Shift, buffer.Stride) + column,
        };
    }

    private string Step(int shift, int stride) => (_isInStep, shift) switch
    {
        (false, 0) => "",
        (false, 1) => $" + (rows * {stride})",
        (false, _) => $" + ({shift} * rows * {stride})",
        (true, 0) => $" + (t * rows * {stride})",
        (true, _) => $" + ((t + {shift}) * rows * {stride})",
    };
}
