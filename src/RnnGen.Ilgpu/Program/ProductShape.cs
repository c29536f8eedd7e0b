using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// A product with packed weights [K, Gates * GateStride]: of each gate the first <see cref="Units"/> columns are
/// computed, and the target's gates are <see cref="GateStride"/> apart as well.
/// </summary>
/// <param name="K">Columns of the operand.</param>
/// <param name="Units">Columns of a gate.</param>
/// <param name="Gates">How many gates.</param>
/// <param name="GateStride">Floats between two gates.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ProductShape(int K, int Units, int Gates, int GateStride)
{
    /// <summary>Floats of a row of the packed weights.</summary>
    public int RowLength => Gates * GateStride;
}
