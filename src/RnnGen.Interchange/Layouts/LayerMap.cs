namespace RnnGen.Layouts;

/// <summary>A layer's weights in another system: which arrays there are, and what stands where.</summary>
internal sealed class LayerMap
{
    /// <summary>The arrays.</summary>
    public List<ForeignArray> Arrays { get; } = [];

    /// <summary>Where the blocks of matrices, and vectors that are no biases of gates, stand.</summary>
    public List<BlockCopy> Blocks { get; } = [];

    /// <summary>Where the biases of gates stand.</summary>
    public List<BiasCopy> Biases { get; } = [];

    /// <summary>What the other system's layer must be told.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Leaves out a tensor, with the array that it fills.</summary>
    public void Remove(string tensor) => RemoveAll(block => block.Tensor == tensor);

    /// <summary>Leaves out all but a tensor and the array that it fills.</summary>
    public void Keep(string tensor) => RemoveAll(block => block.Tensor != tensor);

    /// <summary>A whole matrix or vector, as it is or transposed.</summary>
    public LayerMap Whole(string tensor, string array, int rows, int columns = 0, bool transposed = false)
    {
        long[] shape = columns == 0 ? [rows] : transposed ? [columns, rows] : [rows, columns];
        Arrays.Add(new ForeignArray(array, shape));
        int width = Math.Max(1, columns);
        Blocks.Add(transposed
            ? new BlockCopy(tensor, 0, rows, width, array, 0, 1, rows)
            : new BlockCopy(tensor, 0, rows, width, array, 0, width, 1));
        return this;
    }

    private void RemoveAll(Func<BlockCopy, bool> match)
    {
        foreach (BlockCopy block in Blocks.Where(match).ToArray())
        {
            Blocks.Remove(block);
            Arrays.RemoveAll(array => array.Name == block.Array);
        }
    }
}
