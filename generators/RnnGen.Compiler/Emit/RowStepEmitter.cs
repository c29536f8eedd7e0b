using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints a fused step of one row: products whose sums stay in registers, and the kernel inlined.</summary>
internal sealed class RowStepEmitter
{
    private const string Inline = "global::System.Runtime.CompilerServices.MethodImpl("
        + "global::System.Runtime.CompilerServices.MethodImplOptions.";

    // What the name of a gate's second register ends with.
    private const string Second = "2";

    private readonly CodeWriter _writer;
    private readonly RowStep _step;
    private readonly StreamSchedule _stream;
    private readonly string _type;
    private readonly int _padding;
    private readonly Dictionary<Place, string> _names = [];

    private RowStepEmitter(CodeWriter writer, RowStep step, StreamSchedule stream, string type, int padding)
    {
        (_writer, _step, _stream, _type, _padding) = (writer, step, stream, type, padding);
        var taken = new HashSet<string>();
        foreach (RowGate gate in step.Gates)
        {
            string name = "z" + (Value(gate)?.Accumulator?.Name ?? _names.Count.ToString());
            string unique = name;
            for (int i = _names.Count; taken.Contains(unique) || taken.Contains(unique + Second); i++)
                unique = name + "_" + i;
            taken.Add(unique);
            taken.Add(unique + Second);
            _names.Add(gate.Place, unique);
        }
    }

    /// <summary>A call of the step.</summary>
    public static string Call(RowStep step, int padding)
        => $"{step.Name}<V>(s.Arena, s.Packed, s.Team.Part({Memory.Padded(step.Units, padding)}, {padding}));";

    /// <summary>Prints the step and the kernel that it inlines.</summary>
    public static void Emit(
        CodeWriter writer, RowStep step, StreamSchedule stream, string prefix, string type, int padding)
    {
        var emitter = new RowStepEmitter(writer, step, stream, type, padding);
        emitter.Emit();
        writer.Line();
        KernelEmitter.EmitUnit(
            writer, step.Kernel, step.Name + "Units", prefix, type, padding,
            emitter.KernelGates().ToDictionary(static gate => gate.Place, gate => emitter._names[gate.Place]));
    }

    /// <summary>The gates that the kernel reads.</summary>
    private IEnumerable<RowGate> KernelGates()
        => _step.Gates.Where(gate => _step.Kernel.Places.Contains(gate.Place));

    private Node? Value(RowGate gate)
        => _step.Kernel.Loops[0].Definitions.FirstOrDefault(d => d.From == gate.Place)?.Node;

    private void Emit()
    {
        string gates = string.Join(", ", _names.Values);
        _writer.Line($"// {gates} of one row and what the kernel makes of them, all in registers:");
        _writer.Line("// two of them a gate, because one chain of sums alone would wait for its own last sum.");
        _writer.Line($"[{Inline}AggressiveOptimization)]");
        _writer.Line($"private static void {_step.Name}<V>({_type}* a, {_type}* w, global::RnnGen.Program.Part part)");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            _writer.Line("int u = (int)part.From;");
            _writer.Line($"int end = (int)global::System.Math.Min(part.To, {_step.Units});");
            _writer.Block("for (; u + V.Count < end; u += 2 * V.Count)", () => Registers(["", Second]));
            _writer.Block("for (; u < end; u += V.Count)", () => Registers([""]));
        });
    }

    private void Registers(string[] halves)
    {
        foreach (RowGate gate in _step.Gates)
        {
            foreach (string half in halves)
                _writer.Line($"V {_names[gate.Place]}{half} = {Start(gate, half)};");
        }

        for (var i = 0; i < _step.Products.Count; i++)
            Product(_step.Products[i], i, halves);
        foreach (RowGate gate in _step.Gates.Where(static gate => gate.IsStored))
        {
            foreach (string half in halves)
                _writer.Line($"V.Store(a + {_stream.At(gate.Place)} + {Unit(half)}, {_names[gate.Place]}{half});");
        }

        string pointers = string.Concat(KernelEmitter.Parameters(_step.Kernel)
            .Where(p => p.Buffer != _step.Products[0].Target.Buffer)
            .Select(p => ", " + Pointer(new Place(p.Buffer, 0, p.Shift))));
        foreach (string half in halves)
        {
            string values = string.Concat(KernelGates().Select(gate => $", {_names[gate.Place]}{half}"));
            _writer.Line($"{_step.Name}Units<V>({Unit(half)}{values}{pointers});");
        }
    }

    private static string Unit(string half) => half.Length == 0 ? "u" : "u + V.Count";

    private string Start(RowGate gate, string half)
        => gate.Start is null ? "V.Zero" : $"V.Load({Pointer(gate.Start)} + {Unit(half)})";

    private string Pointer(Place place)
        => place.Buffer.IsArena ? CodeWriter.Plus("a", _stream.At(place))
            : CodeWriter.Plus("w", place.Buffer.Offset + place.Column);

    /// <summary>
    /// The sums of one product: a panel holds 64 bytes of units of every gate for each k, registers narrower than that
    /// find all k of a gate together. Both are constants of the register type.
    /// </summary>
    private void Product(Multiply product, int number, string[] halves)
    {
        Panels panels = product.Panels;
        int row = panels.Gates.Count * _padding;
        string p = "p" + number;
        string q = "q" + number;
        _writer.Line($"{_type}* {p} = {CodeWriter.Plus("w", panels.Offset)} + "
            + $"(u / {_padding} * {panels.K * row}) + (u % {_padding});");
        if (halves.Length > 1)
            _writer.Line($"{_type}* {q} = {p} + (V.Count == {_padding} ? {panels.K * row} : V.Count);");
        _writer.Line($"int step{number} = V.Count == {_padding} ? {row} : {_padding};");
        _writer.Line($"int gate{number} = V.Count == {_padding} ? {_padding} : {panels.K * _padding};");
        string[] pointers = halves.Length > 1 ? [p, q] : [p];
        _writer.Block($"for (int k = 0; k < {panels.K}; k++)", () =>
        {
            _writer.Line($"V x = V.Broadcast({Pointer(product.Operand)} + k);");
            for (var gate = 0; gate < panels.Gates.Count; gate++)
            {
                string name = _names[RowStep.Place(product, gate)];
                for (var i = 0; i < halves.Length; i++)
                {
                    string weights = gate == 0 ? pointers[i] : $"{pointers[i]} + {Times(gate, $"gate{number}")}";
                    _writer.Line($"{name}{halves[i]} = V.MultiplyAdd(x, {weights}, {name}{halves[i]});");
                }
            }

            foreach (string pointer in pointers)
                _writer.Line($"{pointer} += step{number};");
        });
    }

    private static string Times(int count, string name) => count == 1 ? name : $"({count} * {name})";
}
