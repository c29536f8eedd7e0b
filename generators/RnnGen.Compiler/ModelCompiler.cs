using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Emit.Ilgpu;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler;

/// <summary>From spec to source text; a pure function.</summary>
internal static class ModelCompiler
{
    /// <summary>What one span of the flat parameters can hold.</summary>
    private const long MaxParameters = 2_000_000_000;

    /// <summary>Shape and size rules; empty where the model compiles.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="devices">Whether the project has the package that runs models on devices.</param>
    public static EquatableArray<CompilerDiagnostic> Check(ModelSpec spec, bool devices = false)
    {
        try
        {
            Network network = Lower(spec, training: true, new SiteSet());
            long parameters = network.Tensors.Sum(static tensor => tensor.Length);
            if (parameters > MaxParameters)
            {
                return Single(DiagnosticIds.ModelTooLarge, "", CodeWriter.Literal(parameters),
                    CodeWriter.Literal(MaxParameters));
            }

            if (!devices || DeviceLimits.IsFarFrom(network.Axes.Count, parameters, PaddingOf(spec)))
                return default;
            (Memory memory, NetworkSchedule training, _) = Schedule(spec, default);
            return DeviceLimits.Obstacle(training.Network, memory) is { } obstacle
                ? Single(DiagnosticIds.DevicesCannot, "", spec.DisplayName(), obstacle) : default;
        }
        catch (DeclarationException error)
        {
            return Diagnose(spec, error);
        }
    }

    /// <summary>
    /// A cell that is right by itself but not at these sizes is the model's mistake: its input and hidden size differ.
    /// </summary>
    private static EquatableArray<CompilerDiagnostic> Diagnose(ModelSpec spec, DeclarationException error)
    {
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            string path = $"layers[{i}]";
            if (error.Id == DiagnosticIds.SizesDiffer && error.Node.StartsWith(path + ".", StringComparison.Ordinal)
                && spec.Layers[i] is RecurrentLayer recurrent && CellCompiler.Check(recurrent.Cell).Count == 0)
                return Single(DiagnosticIds.ModelSizesDiffer, path, [.. error.Arguments]);
        }

        return Single(error.Id, error.Node, [.. error.Arguments]);
    }

    private static EquatableArray<CompilerDiagnostic> Single(string id, string node, params string[] arguments)
        => EquatableArray.Of(new CompilerDiagnostic(id, node, arguments.ToEquatableArray()));

    /// <summary>The generated half of a model.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="devices">Whether the project has the package that runs models on devices.</param>
    /// <param name="cancellation">Stops it.</param>
    public static EquatableArray<GeneratedFile> Compile(
        ModelSpec spec, bool devices, CancellationToken cancellation)
    {
        (Memory memory, NetworkSchedule training, NetworkSchedule evaluation) = Schedule(spec, cancellation);
        devices = devices && DeviceLimits.Obstacle(training.Network, memory) is null;
        var host = new GeneratedFile(HintName(spec, ""), Print(memory, training, evaluation, devices));
        return devices
            ? EquatableArray.Of(
                host, new GeneratedFile(HintName(spec, ".Devices"), PrintDevices(memory, training, evaluation)))
            : EquatableArray.Of(host);
    }

    /// <summary>The text for a network, given in both forms.</summary>
    public static string Print(Network training, Network evaluation)
    {
        (Memory memory, NetworkSchedule trained, NetworkSchedule evaluated) =
            Schedule(training, evaluation, CancellationToken.None);
        return Print(memory, trained, evaluated, devices: false);
    }

    /// <summary>The stages up to the schedules; a cell's dropout makes the training form differ from the other.</summary>
    private static (Memory Memory, NetworkSchedule Training, NetworkSchedule Evaluation) Schedule(
        ModelSpec spec, CancellationToken cancellation)
    {
        var sites = new SiteSet();
        Network training = Lower(spec, training: true, sites);
        Network evaluation = Lower(spec, training: false, sites);
        return Schedule(training, evaluation, cancellation);
    }

    private static (Memory Memory, NetworkSchedule Training, NetworkSchedule Evaluation) Schedule(
        Network training, Network evaluation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var memory = new Memory(PaddingOf(training.Spec));
        NetworkSchedule trained = NetworkScheduler.Run(training, memory, training: true);
        NetworkSchedule evaluated = NetworkScheduler.Run(evaluation, memory, training: false);
        cancellation.ThrowIfCancellationRequested();
        evaluated = evaluated with
        {
            Stream = StreamSchedule.Of(evaluated),
            Team = TeamFigures.Of(trained, evaluated),
        };
        return (memory, trained, evaluated);
    }

    /// <summary>Floats in 64 bytes.</summary>
    private static int PaddingOf(ModelSpec spec) => spec.Precision == Precision.Double ? 8 : 16;

    private static Network Lower(ModelSpec spec, bool training, SiteSet sites)
        => spec.Graph is { Forward: { } forward } graph
            ? GraphLowering.Run(spec, graph, forward, training, sites)
            : StackLowering.Run(spec, training, sites);

    /// <summary>Every stage in print: graphs, schedules, and the same schedules for devices.</summary>
    public static string Dump(ModelSpec spec)
    {
        (Memory memory, NetworkSchedule training, NetworkSchedule evaluation) = Schedule(spec, default);
        var text = new System.Text.StringBuilder();
        text.Append("== graph\n").Append(string.Concat(training.Network.Regions.Select(GraphPrinter.Print)));
        text.Append("\n== training\n").Append(SchedulePrinter.Print(training));
        text.Append("\n== evaluation\n").Append(SchedulePrinter.Print(evaluation));
        if (evaluation.Stream is { } stream)
            text.Append("\n== stream\n").Append(SchedulePrinter.Print(stream));
        text.Append("\n== devices\n").Append(PrintDevices(memory, training, evaluation));
        return text.ToString();
    }

    /// <summary>A surface whose constructor throws the message, so that a wrong declaration gives one error only.</summary>
    public static string Stub(ModelSpec spec, string message) => StubEmitter.Emit(spec, message);

    private static string Print(
        Memory memory, NetworkSchedule training, NetworkSchedule evaluation, bool devices)
    {
        ModelSpec spec = training.Network.Spec;
        CodeWriter writer = File(spec);
        Namespace(writer, spec);
        SurfaceEmitter.Emit(writer, training.Network, Owned(spec, "Program"));
        writer.Line();
        ProgramEmitter.Emit(
            writer, memory, training, evaluation, Owned(spec, "Program"), devices ? Owned(spec, "Devices") : null);
        return writer.ToString();
    }

    private static string PrintDevices(Memory memory, NetworkSchedule training, NetworkSchedule evaluation)
    {
        ModelSpec spec = training.Network.Spec;
        CodeWriter writer = File(spec);
        writer.Line("using RnnGen.Ilgpu.Program;").Line();
        Namespace(writer, spec);
        DeviceEmitter.Emit(writer, memory, training, evaluation, Owned(spec, "Devices"));
        return writer.ToString();
    }

    private static CodeWriter File(ModelSpec spec)
        => new CodeWriter().Line("// <auto-generated>").Line($"// {spec.DisplayName()}, compiled by RnnGen from its declaration.")
            .Line("// </auto-generated>").Line("#nullable enable")
            .Line("#pragma warning disable CS1591 // kernels are no surface")
            .Line(CodeWriter.NameIsTheUsers).Line();

    private static void Namespace(CodeWriter writer, ModelSpec spec)
    {
        if (spec.Namespace.Length > 0)
            writer.Line($"namespace {spec.Namespace};").Line();
    }

    private static string Owned(ModelSpec spec, string what)
        => $"__{(string.Concat(spec.ContainingTypes.Select(TypeName)) + spec.Name).Replace("@", "")}{what}";

    /// <summary>The name at the end of a head such as <c>public static partial class Outer</c>.</summary>
    private static string TypeName(string head) => head.Split(' ').Last().Split('<')[0];

    private static string HintName(ModelSpec spec, string part)
        => string.Join(".", new[] { spec.Namespace }.Concat(spec.ContainingTypes.Select(TypeName)).Concat([spec.Name])
            .Where(static name => name.Length > 0)) + part + ".g.cs";
}
