namespace RnnGen.Onnx.Format;

/// <summary>
/// What a file may make its reader allocate, whatever it claims: its bytes are never copied but for texts, and a file
/// has so many messages, numbers outside of tensors and letters at most.
/// </summary>
internal sealed class ReadBudget
{
    /// <summary>Messages and numbers of lists: some ten megabytes at most.</summary>
    public const int MostItems = 50_000;

    /// <summary>Bytes of names and other texts.</summary>
    public const int MostText = 2_000_000;

    /// <summary>Graphs inside of graphs.</summary>
    public const int Deepest = 16;

    private int _items;
    private int _text;
    private int _depth;

    public void Count(string what)
    {
        if (++_items > MostItems)
            throw new OnnxException($"The file has more than {MostItems} parts, the last of them of a {what}.");
    }

    public void CountText(int bytes, string what)
    {
        _text += bytes;
        if (_text > MostText || _text < 0)
            throw new OnnxException($"The file has more than {MostText} bytes of names, the last of them of a {what}.");
    }

    public void Enter()
    {
        if (++_depth > Deepest)
            throw new OnnxException($"The file has graphs in graphs, {_depth} deep; at most {Deepest} are read.");
    }

    public void Leave() => _depth--;
}
