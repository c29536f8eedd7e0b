namespace RnnGen.Compiler.Graph;

/// <summary>A learned tensor while the layers that fill it are lowered: rows are appended gate by gate.</summary>
internal sealed class Tensor(int index, string name, int columns, int rank)
{
    /// <summary>Number in order of creation; the identity of the tensor.</summary>
    public int Index { get; } = index;

    public string Name { get; } = name;

    /// <summary>Columns of a matrix; 0 for a vector.</summary>
    public int Columns { get; } = columns;

    /// <summary>Place within its layer: weight_ih, weight_hh, bias_ih, bias_hh, then the others.</summary>
    public int Rank { get; } = rank;

    public int Rows { get; private set; }

    /// <summary>Whether training leaves it as it is unless told otherwise.</summary>
    public bool IsFrozen { get; set; }

    public List<TensorBlock> Blocks { get; } = [];

    public long Length => (long)Rows * Math.Max(1, Columns);

    private int? _replayed;

    /// <summary>Whether the next rows appended are the first ones again.</summary>
    public bool IsRewound => _replayed == 0;

    /// <summary>From now on the rows that are there are given out again in their order: a layer is used once more.</summary>
    public void Rewind() => _replayed = 0;

    /// <summary>Appends rows and returns the first one's number.</summary>
    public int Append(TensorBlock block)
    {
        if (_replayed is { } row)
        {
            _replayed = row + block.Rows;
            return row;
        }

        int first = Rows;
        Rows += block.Rows;
        if (Blocks.Count > 0 && Blocks[Blocks.Count - 1] is var last && last.CanContinueWith(block))
            Blocks[Blocks.Count - 1] = last with { Rows = last.Rows + block.Rows };
        else
            Blocks.Add(block);
        return first;
    }
}
