using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// Prints a point-wise kernel for devices: one thread a row and unit, or one thread a row where a value depends on other
/// units.
/// </summary>
internal sealed class DeviceKernelEmitter
{
    private readonly CodeWriter _writer;
    private readonly DeviceArena _arena;
    private readonly Kernel _kernel;
    private readonly string _type;
    private readonly int _padding;
    private readonly Dictionary<(Buffer, int), string> _places = [];
    private readonly HashSet<string> _taken = ["s", "t", "n", "i", "r", "u", "rows"];
    private readonly Dictionary<Node, string> _names = [];

    private DeviceKernelEmitter(CodeWriter writer, DeviceArena arena, Kernel kernel, string type, int padding)
    {
        _writer = writer;
        _arena = arena;
        _kernel = kernel;
        _type = type;
        _padding = padding;
        for (var axis = 0; axis < 4; axis++)
            _taken.Add(AxisNames.Steps(axis));
        foreach ((Buffer Buffer, int Shift) key in KernelEmitter.Parameters(kernel))
            _places.Add(key, Fresh(key.Buffer.Name + (key.Shift > 0 ? "After" : "") + "At"));
    }

    /// <summary>Threads for each row.</summary>
    public static int Width(Kernel kernel, int padding)
        => !kernel.IsByUnits ? 1 : ClearsPadding(kernel.Loops, padding)
            ? Memory.Padded(kernel.Loops[0].Size, padding) : kernel.Loops[0].Size;

    /// <summary>Prints the kernel.</summary>
    public static void Emit(CodeWriter writer, DeviceArena arena, Kernel kernel, string type, int padding)
        => new DeviceKernelEmitter(writer, arena, kernel, type, padding).Emit();

    private static bool ClearsPadding(IEnumerable<Loop> loops, int padding)
        => loops.Any(loop => loop.Size % padding != 0 && loop.Stores.Any(static store => store.ClearsPadding));

    private string Fresh(string name)
    {
        name = CSharpNames.Escape(name);
        string unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + i;
        return unique;
    }

    /// <summary>What one thread computes of a kernel, called for it from the kernel and from loops over time.</summary>
    public static string Part(Kernel kernel) => kernel.Name + (kernel.IsByUnits ? "Unit" : "Row");

    private void Emit()
    {
        int width = Width(_kernel, _padding);
        _writer.Block($"public static void {_kernel.Name}(DeviceSlice<{_type}> s, int t, int n)", () =>
        {
            _writer.Line("int i = s.Thread;");
            _writer.Line(width == 1 ? "if (i < n)" : $"if (i < n * {width})");
            _writer.Indented(() => _writer.Line(Call(_kernel, "i", "", _padding)));
        });
        _writer.Line();
        foreach (string line in KernelEmitter.Comment(_kernel))
            _writer.Line("// " + line);
        _writer.Line("[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        string unit = _kernel.IsByUnits ? ", int u" : "";
        _writer.Block($"private static void {Part(_kernel)}(DeviceSlice<{_type}> s, int t, int r{unit})", () =>
        {
            _writer.Line(_arena.Sizes());
            foreach (KeyValuePair<(Buffer Buffer, int Shift), string> place in _places)
                _writer.Line($"int {place.Value} = {First(place.Key.Buffer, place.Key.Shift)};");
            if (_kernel.IsByUnits)
                ByUnits(width);
            else
                ByRows();
        });
    }

    /// <summary>The call for number <paramref name="index"/> of the rows and units behind a first row.</summary>
    public static string Call(Kernel kernel, string index, string first, int padding)
    {
        int width = Width(kernel, padding);
        return !kernel.IsByUnits ? $"{Part(kernel)}(s, t, {first}{index});"
            : width == 1 ? $"{Part(kernel)}(s, t, {first}{index}, 0);"
            : $"{Part(kernel)}(s, t, {first}(int)((uint){index} / {width}u), (int)((uint){index} % {width}u));";
    }

    /// <summary>Where the thread's row of a buffer begins.</summary>
    private string First(Buffer buffer, int shift)
    {
        if (!buffer.IsArena)
            return CodeWriter.Literal(buffer.Offset);
        string row = buffer.Extent == Extent.Rows ? "r"
            : shift == 0 ? "(t * rows) + r" : $"((t + {shift}) * rows) + r";
        return $"({_arena.OffsetOf(buffer)}) + (({row}) * {buffer.Stride})";
    }

    private void ByUnits(int width)
    {
        int size = _kernel.Loops[0].Size;
        if (size < width)
        {
            _writer.Block($"if (u >= {size})", () =>
            {
                foreach (StoreTo store in _kernel.Loops.SelectMany(static loop => loop.Stores)
                    .Where(static store => store.ClearsPadding))
                    _writer.Line($"{At(store.Target, " + u")} = 0;");
                _writer.Line("return;");
            });
        }

        foreach (Loop loop in _kernel.Loops)
            Body(loop);
    }

    private void ByRows()
    {
        foreach (Loop loop in _kernel.Loops)
        {
            foreach (Definition scalar in loop.Scalars)
                Scalar(scalar);
            foreach (Node reduction in loop.Reductions)
            {
                string name = Fresh(reduction.Op == Op.Sum ? "sum" : "largest");
                _names[reduction] = name;
                _writer.Line($"{_type} {name} = "
                    + (reduction.Op == Op.Sum ? "0;" : $"{_type}.NegativeInfinity;"));
            }

            if (loop.Size == 0)
            {
                foreach (StoreTo store in loop.Stores)
                    Store(store, "");
                continue;
            }

            _writer.Block($"for (int u = 0; u < {loop.Size}; u++)", () => Body(loop));
            if (ClearsPadding([loop], _padding))
            {
                _writer.Block($"for (int u = {loop.Size}; u < {Memory.Padded(loop.Size, _padding)}; u++)", () =>
                {
                    foreach (StoreTo store in loop.Stores.Where(static store => store.ClearsPadding))
                        _writer.Line($"{At(store.Target, " + u")} = 0;");
                });
            }

            foreach (Definition definition in loop.Definitions)
                _names.Remove(definition.Node);
        }
    }

    private void Scalar(Definition definition)
    {
        Node node = definition.Node;
        if (definition.From is { } place)
            Declare(node, At(place, ""));
        else if (OpInfo.Of(node.Op).Class != OpClass.Reduction)
            Declare(node, Expression(node));
    }

    private void Body(Loop loop)
    {
        HashSet<Node> used = Used(loop);
        foreach (Definition definition in loop.Definitions)
        {
            if (definition.From is { } place)
                Declare(definition.Node, At(place, " + u"));
            else if (used.Contains(definition.Node))
                Declare(definition.Node, Expression(definition.Node));
        }

        foreach (Node reduction in loop.Reductions)
        {
            string value = Name(reduction.Args[0]);
            _writer.Line(reduction.Op == Op.Sum ? $"{_names[reduction]} += {value};"
                : $"{_names[reduction]} = {IlgpuExpressions.Format(Op.Max, _names[reduction], value)};");
        }

        foreach (StoreTo store in loop.Stores)
            Store(store, store.Size > 0 ? " + u" : "");
    }

    /// <summary>What of a loop's definitions somebody needs.</summary>
    private static HashSet<Node> Used(Loop loop)
    {
        HashSet<Node> used =
        [
            .. loop.Reductions.Select(static node => node.Args[0]), .. loop.Stores.Select(static store => store.Value),
        ];
        foreach (Definition definition in loop.Definitions.Where(static d => d.From is null).Reverse())
        {
            if (used.Contains(definition.Node))
                used.UnionWith(definition.Node.Args);
        }

        return used;
    }

    private void Store(StoreTo store, string unit)
        => _writer.Line($"{At(store.Target, unit)} {(store.Adds ? "+=" : "=")} {Name(store.Value)};");

    private void Declare(Node node, string expression)
    {
        string name = Fresh(KernelEmitter.ShortName(node));
        _names[node] = name;
        _writer.Line($"{_type} {name} = {expression};");
    }

    private string Expression(Node node)
        => IlgpuExpressions.Format(node.Op, [.. node.Args.Select(Name)]);

    private string Name(Node node)
        => node.Op == Op.Constant ? IlgpuExpressions.Literal(node.Value, _type == "double")
            : _names.TryGetValue(node, out string? name) ? name
            : throw new InvalidOperationException($"{_kernel.Name} uses {node} before it is defined.");

    private string At(Place place, string unit)
    {
        string view = place.Buffer.Extent switch
        {
            Extent.Weights => "Packed",
            Extent.Gradients => "Gradients",
            _ => "Arena",
        };
        string first = _places[(place.Buffer, place.Shift)];
        return $"s.{view}[{first}{(place.Column > 0 ? $" + {place.Column}" : "")}{unit}]";
    }
}
