using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints a point-wise kernel as a method over registers V: rows, then loops over the units.</summary>
internal sealed class KernelEmitter
{
    private readonly CodeWriter _writer;
    private readonly Kernel _kernel;
    private readonly string _type;
    private readonly int _padding;
    private readonly Dictionary<Node, string> _names = [];
    private readonly HashSet<string> _taken = ["r", "u", "rows", "part"];
    private readonly Dictionary<(Buffer, int), string> _pointers = [];
    private readonly IReadOnlyDictionary<Place, string> _registers = new Dictionary<Place, string>();

    private KernelEmitter(CodeWriter writer, Kernel kernel, string prefix, string type, int padding)
    {
        _writer = writer;
        _kernel = kernel;
        _type = type;
        _padding = padding;
        foreach ((Buffer Buffer, int Shift) key in Parameters(kernel))
            _pointers.Add(key, Fresh(PointerName(key.Buffer, key.Shift, prefix)));
    }

    /// <summary>The pointers a kernel takes, in order.</summary>
    public static IReadOnlyList<(Buffer Buffer, int Shift)> Parameters(Kernel kernel)
        => [.. kernel.Places.Select(static place => (place.Buffer, place.Shift)).Distinct()];

    /// <summary>Prints the kernel; <paramref name="prefix"/> is the region's, dropped from names.</summary>
    public static void Emit(CodeWriter writer, Kernel kernel, string prefix, string type, int padding)
        => new KernelEmitter(writer, kernel, prefix, type, padding).Emit();

    private KernelEmitter(
        CodeWriter writer, Kernel kernel, string prefix, string type, int padding,
        IReadOnlyDictionary<Place, string> registers)
        : this(writer, kernel, prefix, type, padding)
    {
        _registers = registers;
        _taken.UnionWith(registers.Values);
        foreach ((Buffer Buffer, int Shift) key in _pointers.Keys.Where(key
            => registers.Keys.Any(place => place.Buffer == key.Item1)).ToList())
            _pointers.Remove(key);
    }

    /// <summary>
    /// Prints one iteration of a kernel's only loop as a method that is inlined: the values of
    /// <paramref name="registers"/> are parameters, everything else is in memory.
    /// </summary>
    public static void EmitUnit(
        CodeWriter writer, Kernel kernel, string name, string prefix, string type, int padding,
        IReadOnlyDictionary<Place, string> registers)
        => new KernelEmitter(writer, kernel, prefix, type, padding, registers).EmitUnit(name);

    private void EmitUnit(string name)
    {
        _writer.Line("[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]");
        string values = string.Concat(_registers.Values.Select(static value => $", V {value}"));
        string pointers = string.Concat(_pointers.Values.Select(pointer => $", {_type}* {pointer}"));
        _writer.Line($"private static void {name}<V>(int u{values}{pointers})");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        Loop loop = _kernel.Loops[0];
        _writer.Block(() => EmitBody(loop, ClearsPadding(loop)));
    }

    private static string PointerName(Buffer buffer, int shift, string prefix)
    {
        string name = buffer.Name.StartsWith(prefix, StringComparison.Ordinal) && buffer.Name.Length > prefix.Length
            ? Identifier.Camel(buffer.Name.Substring(prefix.Length))
            : buffer.Name;
        return (shift > 0 ? name + "After" : name) + (buffer.Extent == Extent.Weights ? "" : "At");
    }

    private string Fresh(string name)
    {
        name = CSharpNames.Escape(name);
        string unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + i;
        return unique;
    }

    private void Emit()
    {
        string parameters = string.Concat(_pointers.Values.Select(pointer => $", {_type}* {pointer}"));
        foreach (string line in Comment(_kernel))
            _writer.Line("// " + line);
        _writer.Line("[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]");
        string divided = _kernel.Division switch
        {
            Division.Units => $"long rows{parameters}, global::RnnGen.Program.Part part",
            Division.Rows => $"global::RnnGen.Program.Part part{parameters}",
            _ => $"long rows{parameters}",
        };
        _writer.Line($"private static void {_kernel.Name}<V>({divided})");
        _writer.Indented(() => _writer.Line($"where V : unmanaged, global::RnnGen.Simd.ISimd<V, {_type}>"));
        _writer.Block(() =>
        {
            if (_kernel.Division == Division.Rows)
            {
                foreach ((Buffer Buffer, int Shift) key in _pointers.Keys.Where(static key => key.Item1.IsArena))
                    _writer.Line($"{_pointers[key]} += part.From * {key.Buffer.Stride};");
                _writer.Block("for (long r = part.From; r < part.To; r++)", EmitRow);
            }
            else
            {
                _writer.Block("for (long r = 0; r < rows; r++)", EmitRow);
            }
        });
    }

    /// <summary>A call: the rows or the part of them, the pointers, the part of the units.</summary>
    public static string Call(Kernel kernel, string rows, string pointers, int padding) => kernel.Division switch
    {
        Division.Units => $"{kernel.Name}<V>({rows}{pointers}, "
            + $"s.Team.Part({Memory.Padded(kernel.Loops[0].Size, padding)}, {padding}));",
        Division.Rows => $"{kernel.Name}<V>(s.Team.Part({rows}){pointers});",
        _ => $"if (s.Team.IsFirst) {kernel.Name}<V>({rows}{pointers});",
    };

    /// <summary>What the kernel stores, as equations.</summary>
    public static IEnumerable<string> Comment(Kernel kernel)
        => kernel.Loops.SelectMany(static loop => loop.Stores).Select(static store => store.Target.Buffer.Name
            + (store.Target.Column > 0 ? $"[{store.Target.Column}..]" : "") + (store.Target.Shift > 0 ? "(t + 1)" : "")
            + (store.Adds ? " += " : " = ") + Equation(store.Value, 3));

    /// <summary>A value in terms of named ones, <paramref name="depth"/> operations deep.</summary>
    private static string Equation(Node node, int depth)
    {
        if (node.Name is { } name && depth < 3)
            return name;
        if (node.Op == Op.Constant)
            return CodeWriter.Literal(node.Value);
        if (!CpuExpressions.Has(node.Op))
            return ShortName(node);
        if (depth == 0)
            return "...";
        bool isCall = CpuExpressions.IsCall(node.Op);
        return CpuExpressions.Format(node.Op, [.. node.Args.Select(arg =>
        {
            string text = Equation(arg, depth - 1);
            bool isBare = isCall || depth == 1 || arg.Name is not null || !CpuExpressions.Has(arg.Op)
                || CpuExpressions.IsCall(arg.Op);
            return isBare ? text : $"({text})";
        })]).Replace("V.", "");
    }

    /// <summary>The name from the equations; a pre-activation is the z of its gate.</summary>
    public static string ShortName(Node node)
        => node.Name ?? (node.Op == Op.Affine ? "z" + node.Accumulator!.Name : "v");

    private void EmitRow()
    {
        foreach (Loop loop in _kernel.Loops)
        {
            foreach (Definition scalar in loop.Scalars)
                DefineScalar(scalar);
            if (loop.Size > 0)
                EmitLoop(loop);
            else
                foreach (StoreTo store in loop.Stores)
                    _writer.Line($"V.Store({Address(store.Target, "")}, {Name(store.Value)});");
        }

        foreach ((Buffer Buffer, int Shift) key in _pointers.Keys.Where(static key => key.Item1.IsArena))
            _writer.Line($"{_pointers[key]} += {key.Buffer.Stride};");
    }

    private void DefineScalar(Definition definition)
    {
        Node node = definition.Node;
        if (definition.From is { } place)
        {
            Declare(node, $"V.Load({Address(place, "")})");
            return;
        }

        Declare(node, OpInfo.Of(node.Op).Class == OpClass.Reduction
            ? CpuExpressions.Format(node.Op, Accumulator(node))
            : Expression(node, static _ => false));
    }

    private readonly Dictionary<Node, string> _accumulators = [];

    private string Accumulator(Node reduction)
    {
        if (!_accumulators.TryGetValue(reduction, out string? name))
        {
            name = Fresh(reduction.Op == Op.Sum ? "sum" : "largest");
            _accumulators.Add(reduction, name);
        }

        return name;
    }

    private void EmitLoop(Loop loop)
    {
        bool clearsPadding = ClearsPadding(loop);
        int end = clearsPadding ? Memory.Padded(loop.Size, _padding) : loop.Size;
        foreach (Node reduction in loop.Reductions)
        {
            string start = reduction.Op == Op.Sum ? "V.Zero" : "V.Constant(double.NegativeInfinity)";
            _writer.Line($"V {Accumulator(reduction)} = {start};");
        }

        string head = _kernel.Division != Division.Units ? $"int u = 0; u < {end}"
            : $"int u = (int)part.From; u < "
                + (end % _padding == 0 ? "part.To" : $"global::System.Math.Min(part.To, {end})");
        _writer.Block($"for ({head}; u += V.Count)", () => EmitBody(loop, clearsPadding));
    }

    private bool ClearsPadding(Loop loop)
        => loop.Size % _padding != 0 && loop.Stores.Any(static store => store.ClearsPadding);

    private void EmitBody(Loop loop, bool clearsPadding)
    {
        HashSet<Node> inline = Inline(loop);
        foreach (Definition definition in loop.Definitions)
        {
            if (inline.Contains(definition.Node))
                continue;
            if (definition.From is { } place)
                Take(definition.Node, place);
            else if (_used.Contains(definition.Node))
                Declare(definition.Node, Expression(definition.Node, inline.Contains));
        }

        foreach (Node reduction in loop.Reductions)
            Reduce(reduction, loop.Size, inline);
        foreach (StoreTo store in loop.Stores)
            Store(store, loop.Size, clearsPadding, inline);
        foreach (Definition definition in loop.Definitions)
            _names.Remove(definition.Node);
    }

    private void Take(Node node, Place place)
    {
        if (_registers.TryGetValue(place, out string? register))
            _names[node] = register;
        else
            Declare(node, $"V.Load({Address(place, " + u")})");
    }

    private readonly HashSet<Node> _used = [];

    /// <summary>Values used once and without a name are printed where they are used.</summary>
    private HashSet<Node> Inline(Loop loop)
    {
        var uses = new Dictionary<Node, int>();
        void Use(Node node) => uses[node] = uses.TryGetValue(node, out int count) ? count + 1 : 1;
        foreach (Node root in loop.Reductions.Select(static node => node.Args[0])
            .Concat(loop.Stores.Select(static s => s.Value)))
            Use(root);
        foreach (Definition definition in loop.Definitions.Where(static d => d.From is null).Reverse())
        {
            if (!uses.ContainsKey(definition.Node))
                continue;
            foreach (Node operand in definition.Node.Args)
                Use(operand);
        }

        _used.Clear();
        _used.UnionWith(uses.Keys);
        return [.. loop.Definitions.Where(d
            => d.From is null && d.Node.Name is null && uses.TryGetValue(d.Node, out int count)
            && count == 1 && Weight(d.Node) < 4).Select(static d => d.Node)];
    }

    private static int Weight(Node node) => node.Args.Length;

    private string Expression(Node node, Func<Node, bool> isInline)
    {
        bool call = CpuExpressions.IsCall(node.Op);
        return CpuExpressions.Format(node.Op, [.. node.Args.Select(arg => Operand(arg, isInline, bare: call))]);
    }

    private string Operand(Node node, Func<Node, bool> isInline, bool bare)
    {
        if (node.Op == Op.Constant)
            return node.Value is 0 ? "V.Zero" : $"V.Constant({CodeWriter.Literal(node.Value)})";
        if (!isInline(node))
            return Name(node);
        string text = Expression(node, isInline);
        return bare || CpuExpressions.IsCall(node.Op) ? text : $"({text})";
    }

    private string Name(Node node)
        => node.Op == Op.Constant ? Operand(node, static _ => false, true)
            : _names.TryGetValue(node, out string? name) ? name
            : throw new InvalidOperationException($"{_kernel.Name} uses {node} before it is defined.");

    private void Declare(Node node, string expression)
    {
        string name = Fresh(ShortName(node));
        _names[node] = name;
        _writer.Line($"V {name} = {expression};");
    }

    private void Reduce(Node reduction, int size, HashSet<Node> inline)
    {
        string value = Operand(reduction.Args[0], inline.Contains, bare: true);
        string accumulator = Accumulator(reduction);
        bool partial = size % _padding != 0;
        if (reduction.Op == Op.Sum)
            _writer.Line($"{accumulator} += {(partial ? $"V.First({value}, {size} - u)" : value)};");
        else if (partial)
            _writer.Line($"{accumulator} = V.Max({accumulator}, V.SelectEqual(V.First(V.Constant(1.0), {size} - u), "
                + $"V.Constant(1.0), {value}, V.Constant(double.NegativeInfinity)));");
        else
            _writer.Line($"{accumulator} = V.Max({accumulator}, {value});");
    }

    private void Store(StoreTo store, int size, bool clearsPadding, HashSet<Node> inline)
    {
        string value = Operand(store.Value, inline.Contains, bare: true);
        string address = Address(store.Target, " + u");
        if (store.Adds)
            value = $"V.Load({address}) + {Operand(store.Value, inline.Contains, bare: false)}";
        if (clearsPadding && store.ClearsPadding)
            value = $"V.First({value}, {size} - u)";
        _writer.Line($"V.Store({address}, {value});");
    }

    private string Address(Place place, string unit)
    {
        string pointer = _pointers[(place.Buffer, place.Shift)];
        return place.Column > 0 ? $"{pointer} + {place.Column}{unit}" : pointer + unit;
    }
}
