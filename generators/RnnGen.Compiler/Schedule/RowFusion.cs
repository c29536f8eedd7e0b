namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Fuses the products of one row with the kernel that reads what they give. Fused are products of several gates with a
/// kernel over the same units, in which no unit needs another one's values; everything else stays as it is.
/// </summary>
internal static class RowFusion
{
    // Two registers of units at a time: so many gates leave registers for everything else.
    private const int MostGates = 6;

    public static IReadOnlyList<Instruction> Run(IReadOnlyList<Instruction> body)
    {
        var result = new List<Instruction>();
        var pending = new List<Instruction>();
        foreach (Instruction instruction in body)
        {
            if (instruction is Multiply or FillRows)
            {
                pending.Add(instruction);
                continue;
            }

            if (instruction is RunKernel run && Fused(pending, run.Kernel, body) is { } step)
                result.Add(step);
            else
                result.AddRange([.. pending, instruction]);
            pending.Clear();
        }

        return [.. result, .. pending];
    }

    private static RowStep? Fused(
        IReadOnlyList<Instruction> before, Kernel kernel, IReadOnlyList<Instruction> body)
    {
        List<Multiply> products = [.. before.OfType<Multiply>()];
        if (products.Count == 0 || !kernel.IsByUnits || kernel.Loops.Count != 1)
            return null;
        Buffer gates = products[0].Target.Buffer;
        bool fits = products.All(product => product.Target.Buffer == gates && product.Operand.Buffer != gates
                && product.IsGatesOf(kernel))
            && before.OfType<FillRows>().All(fill => fill.Target.Buffer == gates)
            && !kernel.Loops[0].Stores.Any(store => store.Target.Buffer == gates);
        if (!fits || Starts(before) is not { } starts)
            return null;

        // What an instruction further up has left in memory, such as a folded embedding's row.
        foreach (Place place in kernel.Places.Where(place => place.Buffer == gates && !starts.ContainsKey(place)))
            starts.Add(place, place);
        if (starts.Count > MostGates)
            return null;
        List<Instruction> others = [.. body.Where(other
            => !before.Contains(other) && !(other is RunKernel run && ReferenceEquals(run.Kernel, kernel)))];
        return new RowStep(
            kernel.Name + "Row",
            [.. starts.OrderBy(static pair => pair.Key.Column)
                .Select(pair => new RowGate(pair.Key, pair.Value, others.Exists(other => Reads(other, pair.Key))))],
            products, kernel);
    }

    /// <summary>Every gate with the place it starts from; null where a start is no gate's.</summary>
    private static Dictionary<Place, Place?>? Starts(IReadOnlyList<Instruction> before)
    {
        var starts = new Dictionary<Place, Place?>();
        foreach (Instruction instruction in before)
        {
            if (instruction is FillRows fill)
            {
                starts[fill.Target] = fill.Source;
                continue;
            }

            var product = (Multiply)instruction;
            for (var gate = 0; gate < product.Panels.Gates.Count; gate++)
            {
                Place place = RowStep.Place(product, gate);
                int column = gate * product.Panels.GateStride;
                if (product.Start == Start.Target)
                {
                    if (!starts.ContainsKey(place))
                        starts.Add(place, place);
                }
                else if (starts.ContainsKey(place))
                {
                    return null;
                }
                else
                {
                    starts.Add(place, product.Start == Start.Zero ? null
                        : product.Bias! with { Column = product.Bias!.Column + column });
                }
            }
        }

        return starts;
    }

    private static bool Reads(Instruction instruction, Place gate) => instruction switch
    {
        RunKernel run => run.Kernel.Places.Contains(gate),
        Multiply { Start: Start.Target } product => Enumerable.Range(0, product.Panels.Gates.Count)
            .Any(i => RowStep.Place(product, i) == gate),
        _ => false,
    };
}
