using RnnGen.Compiler.Schedule;
using Buffer = RnnGen.Compiler.Schedule.Buffer;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// Prints a time loop as one kernel: a group of threads takes some rows through all steps, and meets where a thread needs
/// what another one computed.
/// </summary>
internal sealed class DeviceLoopEmitter
{
    private const int MostThreads = 256;
    private const int MostParts = 8;

    // Fewer terms a part are not worth the sum of the parts.
    private const int LeastTerms = 32;
    private readonly CodeWriter _writer;
    private readonly DeviceArena _arena;
    private readonly RegionProgram _program;
    private readonly string _type;
    private readonly int _padding;

    private DeviceLoopEmitter(
        CodeWriter writer, DeviceArena arena, RegionProgram program, string type, int padding)
    {
        _writer = writer;
        _arena = arena;
        _program = program;
        _type = type;
        _padding = padding;
    }

    /// <summary>Whether every instruction of a loop is one of rows by themselves.</summary>
    public static bool CanRun(TimeLoop loop)
        => loop.Body.All(static instruction => instruction is Multiply or RunKernel or CopyRows or ClearTail);

    /// <summary>The kernel's name.</summary>
    public static string Name(RegionProgram program) => program.Name + "Steps";

    /// <summary>The loops of a program that can be one kernel; at most one.</summary>
    public static TimeLoop? LoopOf(RegionProgram program) => AnyLoopOf(program).FirstOrDefault(CanRun);

    /// <summary>The loops of a program, whether they can be one kernel or not.</summary>
    public static IEnumerable<TimeLoop> AnyLoopOf(RegionProgram program)
        => program.Body.OfType<ChunkLoop>().SelectMany(static chunks => chunks.Body).OfType<TimeLoop>();

    /// <summary>Weights that a step reads, in floats.</summary>
    public static long Weights(TimeLoop loop)
        => loop.Body.OfType<Multiply>().Sum(static multiply => multiply.Panels.Length);

    /// <summary>Threads that have something to do for one row, in whole warps.</summary>
    public static int Threads(TimeLoop loop, int padding)
    {
        int most = loop.Body.Select(instruction => instruction switch
        {
            Multiply { Panels.IsTransposed: true } multiply => multiply.Panels.Units * Parts(multiply.Panels),
            Multiply multiply => multiply.Panels.Units * multiply.Panels.Gates.Count,
            RunKernel run => DeviceKernelEmitter.Width(run.Kernel, padding),
            _ => 1,
        }).Max();
        return Math.Min(MostThreads, (most + 31) / 32 * 32);
    }

    public static void Emit(
        CodeWriter writer, DeviceArena arena, RegionProgram program, TimeLoop loop, string type, int padding)
        => new DeviceLoopEmitter(writer, arena, program, type, padding).Emit(loop);

    private void Emit(TimeLoop loop)
    {
        string steps = AxisNames.Steps(_program.Axis);
        _writer.Line("// All steps in one launch: a group takes its rows from the first to the last.");
        _writer.Block($"public static void {Name(_program)}(DeviceSlice<{_type}> s, int count, int n)", () =>
        {
            _writer.Line(_arena.Sizes());
            foreach (Buffer buffer in Touched.BuffersBesideKernels(loop.Body)
                .Where(static buffer => buffer.IsArena).Distinct())
                _writer.Line($"int {Base(buffer)} = {_arena.OffsetOf(buffer)};");
            int sums = loop.Body.OfType<Multiply>().Select(Sums).DefaultIfEmpty(0).Max();
            if (sums > 0)
            {
                _writer.Line($"global::ILGPU.ArrayView<{_type}> sums = "
                    + $"global::ILGPU.SharedMemory.Allocate<{_type}>(DeviceSteps.MostRows * {sums});");
            }

            _writer.Line($"int first = DeviceSteps.First(count), active = {Active()};");
            _writer.Line("count = rows - first < count ? rows - first : count;");
            string head = loop.FromEnd
                ? $"for (int t = {steps} - 1; t >= 0; t--)" : $"for (int t = 0; t < {steps}; t++)";
            _writer.Block(head, () =>
            {
                _writer.Line("int going = DeviceSteps.Going(s.Integers[active + t], first, count);");
                Step(loop.Body);
            });
        });
    }

    /// <summary>A step; threads meet behind each instruction but where products touch nothing of each other.</summary>
    private void Step(IReadOnlyList<Instruction> body)
    {
        List<Multiply> running = [];
        for (var i = 0; i < body.Count; i++)
        {
            Emit(body[i]);
            if (body[i] is ClearTail)
                continue;
            if (body[i] is Multiply multiply)
            {
                running.Add(multiply);
                if (i + 1 < body.Count && body[i + 1] is Multiply next
                    && running.All(product => AreApart(product, next)))
                    continue;
            }

            running.Clear();
            _writer.Line("DeviceSteps.Barrier();");
        }
    }

    /// <summary>Where the active rows of the axis are in the integers.</summary>
    private string Active()
        => string.Join(" + ", Enumerable.Range(0, _program.Axis).Select(AxisNames.Steps)
            .Prepend($"(rows * {3 * _arena.Axes})"));

    private void Emit(Instruction instruction)
    {
        switch (instruction)
        {
            case Multiply multiply:
                _writer.Line(Product(multiply));
                break;
            case RunKernel run:
                Run(run.Kernel);
                break;
            case CopyRows copy:
                _writer.Line($"DeviceSteps.Copy(s.Arena, {At(copy.Target)}, {At(copy.Source)}, "
                    + $"going * {copy.Source.Buffer.Stride});");
                break;
            case ClearTail clear:
                int stride = clear.Place.Buffer.Stride;
                _writer.Line($"DeviceSteps.Clear(s.Arena, {At(clear.Place)} + (going * {stride}), "
                    + $"(count - going) * {stride});");
                break;
            default:
                throw new InvalidOperationException($"{instruction.GetType().Name} does not run inside a kernel.");
        }
    }

    /// <summary>
    /// A point-wise kernel: by rows and units in turn where a thread is alone, which a processor's compiler makes vectors
    /// of, and a share of both for each of several threads.
    /// </summary>
    private void Run(Kernel kernel)
    {
        int width = DeviceKernelEmitter.Width(kernel, _padding);
        if (width == 1)
        {
            Shared("going");
            return;
        }

        _writer.Block("if (DeviceSteps.IsAlone)", () =>
        {
            _writer.Line("for (int r = 0; r < going; r++)");
            _writer.Indented(() =>
            {
                _writer.Line($"for (int u = 0; u < {width}; u++)");
                _writer.Indented(() => _writer.Line($"{DeviceKernelEmitter.Part(kernel)}(s, t, first + r, u);"));
            });
        });
        _writer.Block("else", () => Shared($"going * {width}"));

        void Shared(string end)
        {
            _writer.Line($"for (int i = DeviceSteps.Thread; i < {end}; i += DeviceSteps.Threads)");
            _writer.Indented(() => _writer.Line(DeviceKernelEmitter.Call(kernel, "i", "first + ", _padding)));
        }
    }

    /// <summary>
    /// How many threads share the terms of a sum. A pre-activation is one chain; a gradient need not be, and a transposed
    /// product has few columns and many terms.
    /// </summary>
    private static int Parts(Panels panels)
    {
        var parts = 1;
        while (panels.IsTransposed && parts < MostParts && panels.Units * parts * 2 <= MostThreads
            && panels.K % (parts * 8) == 0 && panels.K / (parts * 2) >= LeastTerms)
            parts *= 2;
        return parts;
    }

    /// <summary>Sums of parts for each row; 0 where nothing is parted.</summary>
    private static int Sums(Multiply multiply)
        => Parts(multiply.Panels) is > 1 and var parts ? parts * multiply.Panels.Units : 0;

    /// <summary>Whether a product neither reads nor writes what the one before it writes.</summary>
    private static bool AreApart(Multiply first, Multiply second)
    {
        if (Sums(first) > 0 || Sums(second) > 0 || first.Panels.IsTransposed || second.Panels.IsTransposed
            || second.Operand.Buffer == first.Target.Buffer)
            return false;
        int width = first.Panels.Gates.Count * first.Panels.GateStride;
        int after = second.Panels.Gates.Count * second.Panels.GateStride;
        return second.Target.Buffer != first.Target.Buffer || first.Target.Column + width <= second.Target.Column
            || second.Target.Column + after <= first.Target.Column;
    }

    private string Product(Multiply multiply)
    {
        Panels panels = multiply.Panels;
        int parts = Parts(panels), stride = Memory.Padded(panels.Units, _padding);
        bool isAligned = multiply.Operand.Column % 4 == 0;
        string start = multiply.Start switch
        {
            Start.Target => $"{At(multiply.Target)}, {multiply.Target.Buffer.Stride}",
            Start.Bias => $"{CodeWriter.Literal(multiply.Bias!.Buffer.Offset + multiply.Bias.Column)}, 0",
            _ => "0, -1",
        };
        string operand = $"going, {At(multiply.Operand)}, {multiply.Operand.Buffer.Stride}";
        string rest = $"{CodeWriter.Literal(panels.Offset)}, {start}, {At(multiply.Target)}, "
            + $"{multiply.Target.Buffer.Stride});";
        if (parts > 1 && isAligned)
        {
            return $"DeviceSteps.PartedProduct(s, sums, {parts}, {panels.K}, {panels.Units}, {stride}, {operand}, "
                + rest;
        }

        string shape = panels.IsTransposed ? $"{panels.K}, {panels.Units}, 1, {stride}"
            : $"{panels.K}, {panels.Units}, {panels.Gates.Count}, {panels.GateStride}";
        return $"DeviceSteps.Product(s, {shape}, {operand}, {(isAligned ? "true" : "false")}, {rest}";
    }

    private static string Base(Buffer buffer) => CSharpNames.Escape(buffer.Name);

    /// <summary>A place's first float for the first row of the group, at the current step.</summary>
    private static string At(Place place)
    {
        string row = place.Buffer.Extent == Extent.Rows ? "first"
            : place.Shift == 0 ? "((t * rows) + first)" : $"(((t + {place.Shift}) * rows) + first)";
        return $"{Base(place.Buffer)} + ({row} * {place.Buffer.Stride})"
            + (place.Column > 0 ? $" + {place.Column}" : "");
    }
}
