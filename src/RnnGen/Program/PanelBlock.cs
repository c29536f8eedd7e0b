namespace RnnGen.Program;

/// <summary>A block of a weight matrix of the flat parameters, and where a product's packed panels hold it.</summary>
/// <param name="Weights">The block's first float in the flat parameters.</param>
/// <param name="RowLength">Floats between its rows: K, or more where it is part of a wider matrix.</param>
/// <param name="Units">Its rows.</param>
/// <param name="K">Its columns.</param>
/// <param name="Packed">Where the panels of all gates of the product begin in the packed weights.</param>
/// <param name="Position">Forward: which gate this is. Transposed: where its units start in dz.</param>
/// <param name="Total">Forward: gates packed together, 1 to 4. Transposed: row width of dz.</param>
/// <param name="IsTransposed">Whether the panels are those of the backward product.</param>
public readonly record struct PanelBlock(
    long Weights, int RowLength, int Units, int K, long Packed, int Position, int Total, bool IsTransposed)
{
    /// <summary>A gate of a forward product.</summary>
    public static PanelBlock Forward(
        long weights, int rowLength, int units, int k, long packed, int gate, int gates) =>
        new(weights, rowLength, units, k, packed, gate, gates, IsTransposed: false);

    /// <summary>A gate of a backward product.</summary>
    public static PanelBlock Transposed(
        long weights, int rowLength, int units, int k, long packed, int rowOffset, int totalRows) =>
        new(weights, rowLength, units, k, packed, rowOffset, totalRows, IsTransposed: true);
}
