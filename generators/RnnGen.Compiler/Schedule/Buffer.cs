namespace RnnGen.Compiler.Schedule;

/// <summary>How many rows a buffer has.</summary>
internal enum Extent
{
    /// <summary>[Rows].</summary>
    Rows,

    /// <summary>[Steps, Rows].</summary>
    Steps,

    /// <summary>[Steps + 1, Rows]: a state before the first step and after every step.</summary>
    History,

    /// <summary>One row in the packed weights.</summary>
    Weights,

    /// <summary>One row in the packed gradients.</summary>
    Gradients,
}

/// <summary>A named piece of memory with rows of <see cref="Stride"/> floats, a multiple of 64 bytes.</summary>
internal sealed record Buffer(string Name, Extent Extent, int Stride)
{
    /// <summary>Offset within the packed weights or gradients.</summary>
    public long Offset { get; init; }

    public bool IsArena => Extent is Extent.Rows or Extent.Steps or Extent.History;
}

/// <summary>
/// Where a value lives: from column <see cref="Column"/> of a buffer's rows, at the current step or
/// <see cref="Shift"/> steps on.
/// </summary>
internal sealed record Place(Buffer Buffer, int Column = 0, int Shift = 0);
