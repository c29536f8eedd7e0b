using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>The shape of a product with packed weights.</summary>
/// <param name="K">Length of the sums: columns of A, rows of the panels.</param>
/// <param name="Units">Units of one gate, unpadded.</param>
/// <param name="Gates">Gates packed together, 1 to 4; 1 means contiguous panels.</param>
/// <param name="GateStride">Floats between two gates in a row of C and of the start; unused for one gate.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PanelShape(int K, int Units, int Gates, int GateStride);
