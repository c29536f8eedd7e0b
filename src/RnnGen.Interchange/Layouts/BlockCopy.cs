namespace RnnGen.Layouts;

/// <summary>
/// A block of one of RnnGen's matrices, and where its numbers stand in an array of another system: the same statement
/// reads and writes.
/// </summary>
/// <param name="Tensor">RnnGen's tensor, such as <c>weight_ih</c>.</param>
/// <param name="Row">The block's first row there.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Its columns, which are the tensor's; 1 for a vector.</param>
/// <param name="Array">The array.</param>
/// <param name="Offset">Where the block's first number stands in it.</param>
/// <param name="RowStride">From one row to the next.</param>
/// <param name="ColumnStride">From one column to the next.</param>
/// <param name="Negated">Whether the array has the numbers with the other sign.</param>
internal sealed record BlockCopy(
    string Tensor,
    int Row,
    int Rows,
    int Columns,
    string Array,
    long Offset,
    long RowStride,
    long ColumnStride,
    bool Negated = false);
