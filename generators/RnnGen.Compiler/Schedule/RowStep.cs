namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Products and the point-wise kernel behind them for one row, fused: some units at a time, whose pre-activations stay
/// in registers.
/// </summary>
internal sealed record RowStep(
    string Name, IReadOnlyList<RowGate> Gates, IReadOnlyList<Multiply> Products, Kernel Kernel) : Instruction
{
    public int Units => Products[0].Panels.Units;

    /// <summary>Where a product would write its gate number <paramref name="gate"/>.</summary>
    public static Place Place(Multiply product, int gate)
        => product.Target with { Column = product.Target.Column + (gate * product.Panels.GateStride) };
}

/// <summary>
/// A pre-activation of a fused step: where it would be in memory, what it starts from (null for zero), and whether it
/// is stored, because something outside of the step reads it.
/// </summary>
internal sealed record RowGate(Place Place, Place? Start, bool IsStored);
