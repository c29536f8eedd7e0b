using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <content>What attention looked at.</content>
public sealed unsafe partial class Pass<T>
{
    private readonly Dictionary<int, PinnedBuffer<T>> _alignments = [];

    /// <summary>
    /// Of an attention of the last batch, the weight of each step of the memory in the context of each step of the
    /// query, or their scores; zero beyond either's length. [B, query steps, memory steps]
    /// </summary>
    /// <param name="name">A name of <see cref="ModelInfo.Alignments"/>.</param>
    /// <exception cref="ArgumentException">There is nothing of that name.</exception>
    /// <exception cref="InvalidOperationException">Forward was not called.</exception>
    public ReadOnlySpan<T> Alignment(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireForward();
        Workspace<T> work = _work;
        int index = _info.Alignment(name);
        AlignmentInfo info = _info.Alignments[index];
        long length = (long)work.Rows * work.BatchStepsOf(info.Axis) * work.BatchStepsOf(info.MemoryAxis);
        if (!_alignments.TryGetValue(index, out PinnedBuffer<T>? buffer))
            _alignments.Add(index, buffer = new PinnedBuffer<T>());
        buffer.Reserve(length);
        for (int i = 0; i < work.SliceCount; i++)
            Exchange<T>.ReadAlignment(work, work.Slot(i), index, buffer.Pointer);
        return buffer.Span(length);
    }
}
