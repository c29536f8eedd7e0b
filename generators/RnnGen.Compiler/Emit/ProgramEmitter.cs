using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints the program class of a model: tables, packing, arenas, regions and kernels.</summary>
internal sealed class ProgramEmitter
{
    private const string Begin = "BeginSteps";
    private const string Advance = "Advance";

    private readonly CodeWriter _writer;
    private readonly Memory _memory;
    private readonly NetworkSchedule _training;
    private readonly NetworkSchedule _evaluation;
    private readonly StreamSchedule? _stream;
    private readonly string _type;
    private readonly string _name;
    private readonly string? _devices;
    private readonly long[] _offsets;

    private ProgramEmitter(
        CodeWriter writer, Memory memory, NetworkSchedule training, NetworkSchedule evaluation, string name,
        string? devices)
    {
        _writer = writer;
        _devices = devices;
        _memory = memory;
        _training = training;
        _evaluation = evaluation;
        _stream = evaluation.Stream;
        _name = name;
        Network network = training.Network;
        _type = network.Spec.Precision == Precision.Double ? "double" : "float";
        _offsets = [.. Enumerable.Range(0, network.Tensors.Count).Select(network.OffsetOf)];
    }

    /// <summary>Prints the class; <paramref name="devices"/> is that of the device program, or null.</summary>
    public static void Emit(
        CodeWriter writer, Memory memory, NetworkSchedule training, NetworkSchedule evaluation, string name,
        string? devices = null)
        => new ProgramEmitter(writer, memory, training, evaluation, name, devices).Emit();

    private void Emit()
    {
        _writer.Block($"file sealed unsafe class {_name} : global::RnnGen.Program.ModelProgram<{_type}>", () =>
        {
            _writer.Line($"public static readonly {_name} Instance = new();").Line();
            new InfoEmitter(_writer, _training.Network, StepRegions.Of(_evaluation.Network)).Emit();
            _writer.Line();
            Objectives();
            _writer.Line("public override global::RnnGen.Program.ModelInfo Info => s_info;").Line();
            new StructureEmitter(_writer, _evaluation.Network).Emit();
            _writer.Line();
            if (_devices is not null)
                _writer.Line($"public override global::RnnGen.Program.DeviceCode Devices => {_devices}.Instance;").Line();
            _writer.Line($"public override long PackedLength => {CodeWriter.Literal(_memory.PackedLength)};").Line();
            _writer.Line($"public override long GradientLength => {CodeWriter.Literal(_memory.GradientLength)};")
                .Line();
            Team(_evaluation.Team!);
            new LayoutEmitter(_writer, _memory, _training, _offsets).Emit();
            _writer.Line();
            _writer.Line("public override global::RnnGen.Program.WeightLayout Layout => s_layout;").Line();
            Plan();
            _writer.Line();
            Dispatch();
            _writer.Line();
            Run("ForwardTraining", "Training", _training.Forward);
            _writer.Line();
            if (_evaluation.FoldNote is { } note)
                _writer.Line("// " + note);
            Run("Evaluate", "Evaluation", _evaluation.Forward);
            _writer.Line();
            Run("Backward", "Training", _training.Backward);
            if (_stream is not null)
                Step(_stream);
            Steps();
            Fold();
            Regions();
            _writer.Line();
            ArenaEmitter.Emit(_writer, "Training", _training.Arena, Axes);
            _writer.Line();
            ArenaEmitter.Emit(_writer, "Evaluation", _evaluation.Arena, Axes);
        });
    }

    private void Objectives()
    {
        for (var head = 0; head < _training.Network.Outputs.Count; head++)
        {
            if (_training.Network.Outputs[head].Loss?.Objective is not { } objective)
                continue;
            ObjectiveEmitter.Emit(_writer, objective, head);
            _writer.Line();
        }
    }

    private int Axes => _training.Network.Axes.Count;

    private void Team(TeamFigures team)
    {
        _writer.Line($"public override long StepWeights => {CodeWriter.Literal(team.Weights)};").Line();
        _writer.Line($"public override long LoopWeights => {CodeWriter.Literal(team.HeaviestLoop)};").Line();
        _writer.Line($"public override int StepMeetings => {team.Meetings};").Line();
        if (team.OfSides > 0)
            _writer.Line($"public override int StepMeetingsOfSides => {team.OfSides};").Line();
        if (team.OfSidesBackward > 0)
            _writer.Line($"public override int StepMeetingsOfSidesBackward => {team.OfSidesBackward};").Line();
    }

    private void Plan()
    {
        _writer.Block(
            "public override long Plan(global::System.ReadOnlySpan<global::RnnGen.Program.AxisSize> axes, "
                + "bool training, global::System.Span<long> ports)", () =>
        {
            for (var axis = 0; axis < Axes; axis++)
            {
                _writer.Line($"int {AxisNames.Rows(axis)} = axes[{axis}].Rows, "
                    + $"{AxisNames.Steps(axis)} = axes[{axis}].Steps;");
            }

            _writer.Block("if (training)", () => Ports("Training", "m", _training.Ports));
            Ports("Evaluation", "e", _evaluation.Ports);
        });
    }

    private void Ports(string arena, string m, IReadOnlyList<Place?> ports)
    {
        _writer.Line($"var {m} = new {arena}({AxisNames.Arguments(Axes)});");
        for (var i = 0; i < ports.Count; i++)
        {
            string offset = ports[i] is not { } place ? "-1"
                : $"{m}.{Identifier.Pascal(place.Buffer.Name)}"
                    + (place.Shift > 0 ? $" + ((long){AxisNames.Rows(place.Buffer.Axis)} * {place.Buffer.Stride})" : "");
            _writer.Line($"ports[{i}] = {offset};");
        }

        _writer.Line($"return {m}.Length;");
    }

    private void Dispatch()
    {
        string[] stream = _stream is null ? [] : ["Step"];
        string[] steps = _evaluation.Steps is null ? [] : [Begin, Advance];
        string[] methods = ["Forward", "Backward", .. stream, .. steps];
        foreach (string method in methods)
        {
            Tiers(method, "", "");
            _writer.Line();
        }

        _writer.Line($"private static void Forward<V>(in global::RnnGen.Program.Slice<{_type}> s)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            _writer.Line("if (s.Training)");
            _writer.Indented(() => _writer.Line("ForwardTraining<V>(s);"));
            _writer.Line("else");
            _writer.Indented(() => _writer.Line("Evaluate<V>(s);"));
        });
    }

    /// <summary>Calls a method with the widest registers that the processor has.</summary>
    private void Tiers(string method, string parameters, string arguments)
    {
        string[] widths = _type == "float" ? ["F32x16", "F32x8", "F32x4", "F32x1"]
            : ["F64x8", "F64x4", "F64x2", "F64x1"];
        string[] tiers = ["Avx512", "Avx2", "Vector128"];
        string slice = $"in global::RnnGen.Program.Slice<{_type}> slice";
        _writer.Block($"public override void {method}({slice}{parameters})", () =>
        {
            for (var i = 0; i < widths.Length; i++)
            {
                string head = i == 0 ? "if" : "else if";
                if (i < tiers.Length)
                    _writer.Line(
                        $"{head} (global::RnnGen.Simd.Cpu.Tier == global::RnnGen.Simd.InstructionTier.{tiers[i]})");
                else
                    _writer.Line("else");
                _writer.Indented(() => _writer.Line(
                    $"{method}<global::RnnGen.Simd.{widths[i]}>(slice{arguments});"));
            }
        });
    }

    private void Fold()
    {
        if (_evaluation.Fold is not { } fold)
            return;
        _writer.Line();
        _writer.Line($"public override long FoldedLength => {CodeWriter.Literal(_memory.FoldedLength)};").Line();
        Tiers("Fold", ", global::RnnGen.Program.Part tokens", ", tokens");
        _writer.Line();
        RegionEmitter.EmitFold(_writer, fold, _type, _offsets, _memory.Padding);
    }

    private void Run(string name, string arena, IReadOnlyList<RegionProgram> programs)
    {
        _writer.Line($"private static void {name}<V>(in global::RnnGen.Program.Slice<{_type}> s)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            if (programs.Count == 0)
                return;
            _writer.Line($"var m = new {arena}({AxisNames.OfSlice(Axes)});");
            var halves = "var halves";
            for (var i = 0; i < programs.Count; i++)
            {
                switch (programs[i].Share)
                {
                    case Share.BesideNext:
                        Sides(halves, programs[i], programs[i + 1]);
                        halves = "halves";
                        i++;
                        break;
                    case Share.One:
                        _writer.Line($"if (s.Team.IsFirst) {programs[i].Name}<V>(s with {{ Team = default }}, m);");
                        _writer.Line("s.Team.WaitLong();");
                        break;
                    default:
                        _writer.Line($"{programs[i].Name}<V>(s, m);");
                        break;
                }
            }
        });
    }

    private void Step(StreamSchedule stream)
    {
        _writer.Line();
        _writer.Line($"private static void Step<V>(in global::RnnGen.Program.Slice<{_type}> s)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() => RegionEmitter.EmitStep(_writer, stream, _type, _offsets, _memory.Padding));
        foreach (RegionProgram program in stream.Programs)
        {
            foreach (RowStep step in program.Body.OfType<RowStep>())
            {
                _writer.Line();
                RowStepEmitter.Emit(
                    _writer, step, stream, Identifier.Camel(program.Owner), _type, _memory.Padding);
            }
        }
    }

    /// <summary>A decoder's programs, in two parts.</summary>
    private void Steps()
    {
        if (_evaluation.Steps is not { } steps)
            return;
        _writer.Line();
        Run(Begin, "Evaluation", steps.Begin);
        _writer.Line();
        Run(Advance, "Evaluation", steps.Advance);
    }

    private void Sides(string halves, RegionProgram first, RegionProgram second)
    {
        _writer.Line($"// {first.Name} and {second.Name} touch nothing of each other: a half of the team each.");
        _writer.Line($"{halves} = s.Team.Halve();");
        _writer.Line($"if (halves.IsInFirst) {first.Name}<V>(s with {{ Team = halves.Own }}, m);");
        _writer.Line($"if (halves.IsInSecond) {second.Name}<V>(s with {{ Team = halves.Own }}, m);");
        _writer.Line("halves.Meet();");
    }

    private void Regions()
    {
        foreach ((IEnumerable<RegionProgram> programs, string arena) in new[]
                 {
                     (_training.Forward.Concat(_training.Backward), "Training"), (_evaluation.Forward, "Evaluation"),
                 })
        {
            foreach (RegionProgram program in programs)
            {
                _writer.Line();
                RegionEmitter.Emit(_writer, program, _type, arena, _offsets, _memory.Padding);
                foreach (Kernel kernel in AllKernels(program.Body))
                {
                    _writer.Line();
                    KernelEmitter.Emit(_writer, kernel, Identifier.Camel(program.Owner), _type, _memory.Padding);
                }
            }
        }
    }

    private static IEnumerable<Kernel> AllKernels(IEnumerable<Instruction> body)
        => body.SelectMany(static instruction => instruction switch
    {
        RunKernel run => [run.Kernel],
        ChunkLoop chunks => AllKernels(chunks.Body),
        TimeLoop loop => AllKernels(loop.Body),
        _ => Array.Empty<Kernel>(),
    });
}
