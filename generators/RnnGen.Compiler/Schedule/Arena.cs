namespace RnnGen.Compiler.Schedule;

/// <summary>The buffers of one form of a model, in the order in which they are laid out.</summary>
internal sealed class Arena
{
    private readonly HashSet<string> _names = [];

    public List<Buffer> Buffers { get; } = [];

    /// <summary>Adds a buffer of rows of a width under a name that no other one has.</summary>
    public Buffer Add(string name, Extent extent, int width, int axis, int chunkStride = 0, int spacing = 0)
        => Add(new Buffer(name, extent, width + spacing) { Axis = axis, ChunkStride = chunkStride, Spacing = spacing });

    /// <summary>Takes over a buffer of another arena as it is.</summary>
    public void Keep(Buffer buffer)
    {
        _names.Add(buffer.Name);
        Buffers.Add(buffer);
    }

    /// <summary>Adds weights of the steps of one axis over those of another.</summary>
    public Buffer AddAlignment(string name, int stride, int axis, int memoryAxis)
        => Add(new Buffer(name, Extent.Alignment, stride) { Axis = axis, MemoryAxis = memoryAxis });

    private Buffer Add(Buffer buffer)
    {
        string name = buffer.Name;
        string unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = name + i;
        buffer = buffer with { Name = unique };
        Buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Offset of every buffer in floats, where the batch is one row and one step.</summary>
    public Dictionary<Buffer, long> OffsetsOfOneStep()
    {
        long at = 0;
        var offsets = new Dictionary<Buffer, long>();
        foreach (Buffer buffer in Buffers)
        {
            offsets.Add(buffer, at);
            at += buffer.Stride * (1 + buffer.MoreSteps);
        }

        return offsets;
    }

    /// <summary>Takes back every buffer from number <paramref name="mark"/> on: a schedule that did not work out.</summary>
    public void Rollback(int mark)
    {
        foreach (Buffer buffer in Buffers.Skip(mark))
            _names.Remove(buffer.Name);
        Buffers.RemoveRange(mark, Buffers.Count - mark);
    }
}
