using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>Prints a model's device program: the layout of its arena, launches region by region, and kernels.</summary>
internal sealed class DeviceEmitter
{
    private readonly CodeWriter _writer;
    private readonly int _padding;
    private readonly string _name;
    private readonly string _type;
    private readonly long[] _offsets;
    private readonly DeviceSchedule _training;
    private readonly DeviceSchedule _evaluation;
    private readonly IReadOnlyList<ObjectiveSpec?> _objectives;

    private DeviceEmitter(
        CodeWriter writer, Memory memory, NetworkSchedule training, NetworkSchedule evaluation, string name)
    {
        _writer = writer;
        _padding = memory.Padding;
        _name = name;
        Network network = training.Network;
        _type = network.Spec.Precision == Precision.Double ? "double" : "float";
        _offsets = [.. Enumerable.Range(0, network.Tensors.Count).Select(network.OffsetOf)];
        _training = DeviceSchedule.Of(training);
        _evaluation = DeviceSchedule.Of(evaluation);
        _objectives = [.. network.Outputs.Select(static output => output.Loss?.Objective)];
    }

    /// <summary>Prints the class.</summary>
    public static void Emit(
        CodeWriter writer, Memory memory, NetworkSchedule training, NetworkSchedule evaluation, string name)
        => new DeviceEmitter(writer, memory, training, evaluation, name).Emit();

    private void Emit()
    {
        const string Editor = "global::System.ComponentModel.EditorBrowsable";
        _writer.Line($"[{Editor}({Editor}State.Never)]");
        _writer.Block($"internal sealed class {_name} : DeviceProgram<{_type}>", () =>
        {
            List<Kernel> kernels = [.. Programs().SelectMany(static pair => KernelsOf(pair.Program.Body))];
            foreach (Kernel kernel in kernels)
            {
                _writer.Line($"private static readonly DeviceKernel<{_type}> {DeviceRegionEmitter.Field(kernel.Name)} = "
                    + $"new({CodeWriter.Literal(kernel.Name)}, {kernel.Name}, "
                    + $"{DeviceKernelEmitter.Width(kernel, _padding)});");
            }

            List<string> fields = [.. kernels.Select(static kernel => DeviceRegionEmitter.Field(kernel.Name))];
            foreach ((_, RegionProgram program) in Programs())
            {
                if (DeviceLoopEmitter.LoopOf(program) is not { } loop)
                    continue;
                string name = DeviceLoopEmitter.Name(program);
                fields.Add(DeviceRegionEmitter.Field(name));
                _writer.Line($"private static readonly DeviceKernel<{_type}> {DeviceRegionEmitter.Field(name)} = "
                    + $"new({CodeWriter.Literal(name)}, {name}, 0, {DeviceLoopEmitter.Threads(loop, _padding)});");
            }

            _writer.Line();
            _writer.Line($"public static readonly {_name} Instance = new();").Line();
            const string List = "global::System.Collections.Generic.IReadOnlyList";
            _writer.Line($"public override {List}<DeviceKernel<{_type}>> Kernels {{ get; }} =");
            _writer.Indented(() => _writer.Line($"[{string.Join(", ", fields)}];")).Line();
            Loops();
            Objectives();
            Plan();
            Launches("Forward", _evaluation.Forward, _training.Forward);
            Launches("Backward", _training.Backward);
            if (_evaluation.Source.Steps is { } steps)
            {
                Launches("BeginSteps", steps.Begin);
                Launches("Advance", steps.Advance);
            }

            foreach ((DeviceSchedule form, RegionProgram program) in Programs())
            {
                _writer.Line();
                DeviceRegionEmitter.Emit(_writer, form.Arena, program, _type, _offsets, _padding);
                if (DeviceLoopEmitter.LoopOf(program) is { } loop)
                {
                    _writer.Line();
                    DeviceLoopEmitter.Emit(_writer, form.Arena, program, loop, _type, _padding);
                }

                foreach (Kernel kernel in KernelsOf(program.Body))
                {
                    _writer.Line();
                    DeviceKernelEmitter.Emit(_writer, form.Arena, kernel, _type, _padding);
                }
            }
        });
    }

    /// <summary>What the device chooses the plan of each time loop by.</summary>
    private void Loops()
    {
        ILookup<string, long> forward = Weights(_training.Forward.Concat(_evaluation.Forward));
        ILookup<string, long> backward = Weights(_training.Backward);
        if (forward.Count == 0)
            return;
        _writer.Line("// Weights that a step of each time loop reads, forward and backward: where they are near to a group");
        _writer.Line("// of threads, all steps are one launch. -1: always a launch an instruction and step.");
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        _writer.Line($"public override {List}<DeviceLoop> Loops {{ get; }} =");
        IEnumerable<string> loops = forward.Select(loop => $"new({CodeWriter.Literal(loop.Key)}, "
            + $"{CodeWriter.Literal(OfAll(loop))}, {CodeWriter.Literal(OfAll(backward[loop.Key]))})");
        _writer.Indented(() => _writer.Line($"[{string.Join(", ", loops)}];")).Line();
    }

    private static ILookup<string, long> Weights(IEnumerable<RegionProgram> programs)
        => programs.SelectMany(static program => DeviceLoopEmitter.AnyLoopOf(program), static (program, loop)
            => (program.Owner, Weights: DeviceLoopEmitter.CanRun(loop) ? DeviceLoopEmitter.Weights(loop) : -1))
            .ToLookup(static loop => loop.Owner, static loop => loop.Weights);

    private static long OfAll(IEnumerable<long> weights) => weights.Contains(-1) ? -1 : weights.DefaultIfEmpty(0).Max();

    /// <summary>The formulas of the heads' own losses.</summary>
    private void Objectives()
    {
        if (_objectives.All(static objective => objective is null))
            return;
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        _writer.Line($"public override {List}<DeviceObjective<{_type}>?> Objectives {{ get; }} =");
        IEnumerable<string> heads = _objectives.Select((objective, head) => objective is null ? "null"
            : $"DeviceObjective<{_type}>.Of<{ObjectiveEmitter.Name(head)}>()");
        _writer.Indented(() => _writer.Line($"[{string.Join(", ", heads)}];")).Line();
        for (var head = 0; head < _objectives.Count; head++)
        {
            if (_objectives[head] is not { } objective)
                continue;
            DeviceObjectiveEmitter.Emit(_writer, objective, head);
            _writer.Line();
        }
    }

    private IEnumerable<(DeviceSchedule Form, RegionProgram Program)> Programs()
        => _training.Forward.Concat(_training.Backward).Select(program => (_training, program))
            .Concat(_evaluation.Forward.Select(program => (_evaluation, program)));

    private void Plan()
    {
        int axes = _training.Source.Network.Axes.Count;
        _writer.Block("public override long Plan(global::System.ReadOnlySpan<global::RnnGen.Program.AxisSize> axes, "
            + "bool training, global::System.Span<long> ports)", () =>
        {
            _writer.Line("long rows = axes[0].Rows, " + string.Join(", ", Enumerable.Range(0, axes).Select(static axis
                => $"{AxisNames.Steps(axis)} = axes[{axis}].Steps")) + ";");
            _writer.Block("if (training)", () => Ports(_training));
            Ports(_evaluation);
        });
        _writer.Line();
    }

    private void Ports(DeviceSchedule form)
    {
        for (var i = 0; i < form.Source.Ports.Count; i++)
        {
            string offset = form.Source.Ports[i] is not { } place ? "-1"
                : form.Arena.OffsetOf(place.Buffer) + (place.Shift > 0 ? $" + (rows * {place.Buffer.Stride})" : "");
            _writer.Line($"ports[{i}] = {offset};");
        }

        _writer.Line($"return {form.Arena.Length};");
    }

    private void Launches(
        string name, IReadOnlyList<RegionProgram> programs, IReadOnlyList<RegionProgram>? training = null)
    {
        _writer.Block($"public override void {name}(DeviceRun<{_type}> run)", () =>
        {
            if (training is not null)
            {
                _writer.Block("if (run.Training)", () =>
                {
                    Launches(training);
                    _writer.Line("return;");
                });
            }

            Launches(programs);
        });
    }

    private void Launches(IEnumerable<RegionProgram> programs)
    {
        foreach (RegionProgram program in programs)
            _writer.Line($"{program.Name}(run);");
    }

    private static IEnumerable<Kernel> KernelsOf(IEnumerable<Instruction> body)
        => body.SelectMany(static instruction => instruction switch
        {
            RunKernel run => [run.Kernel],
            ChunkLoop chunks => KernelsOf(chunks.Body),
            TimeLoop loop => KernelsOf(loop.Body),
            _ => Array.Empty<Kernel>(),
        });
}
