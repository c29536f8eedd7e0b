namespace RnnGen;

/// <summary>Whose names, shapes and orders of gates the arrays of a file have.</summary>
public enum WeightSystem
{
    /// <summary>
    /// RnnGen's own: names and orders of PyTorch, biases and equations as declared. What <see cref="Model{T}.Save"/>
    /// writes.
    /// </summary>
    RnnGen,

    /// <summary>
    /// PyTorch's <c>state_dict</c>, and cuDNN's: LSTM i, f, g, o; GRU r, z, n, which resets after the product;
    /// [G H, in]; two biases.
    /// </summary>
    PyTorch,

    /// <summary>
    /// Keras 2 and 3: LSTM i, f, c, o; GRU z, r, h; [in, G H]; one bias, or [2, 3H] of a GRU that resets after the
    /// product.
    /// </summary>
    Keras,

    /// <summary>
    /// The inputs of ONNX's LSTM, GRU and RNN: i, o, f, c and z, r, h; W [D, G H, in], R [D, G H, H], B [D, 2 G H],
    /// P [D, 3H].
    /// </summary>
    Onnx,

    /// <summary>
    /// Flax (linen): an array a gate by name, kernels [in, out]; an LSTM's bias is on the state's products, a GRU's on
    /// the input's and on that of the candidate, which is reset after the product.
    /// </summary>
    Flax,

    /// <summary>
    /// brainstate: LSTM i, g, f, o in one matrix [in + H, 4H], its forget gate sigmoid(f + 1); GRU r, z in one matrix
    /// and the candidate in another, reset before the product, h' = (1 - z) h + z n.
    /// </summary>
    Brainstate,
}
