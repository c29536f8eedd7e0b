namespace RnnGen.Conversion;

/// <summary>
/// A layer's numbers in RnnGen's order, which every system's are read into and written from: matrices by name, and
/// two biases a gate and direction.
/// </summary>
/// <typeparam name="T">The float type of the matrices; biases are added up in double.</typeparam>
internal sealed class HubLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public HubLayer(int directions, int biasLength)
    {
        InputBiases = [.. Enumerable.Range(0, directions).Select(_ => new double[biasLength])];
        StateBiases = [.. Enumerable.Range(0, directions).Select(_ => new double[biasLength])];
    }

    /// <summary>Matrices, and vectors that are no biases of gates.</summary>
    public Dictionary<string, Memory<T>> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>Of each direction the biases beside the input's products. [G H]</summary>
    public double[][] InputBiases { get; }

    /// <summary>Of each direction the biases beside the state's products. [G H]</summary>
    public double[][] StateBiases { get; }
}
