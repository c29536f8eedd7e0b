using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>One axis of a batch.</summary>
/// <param name="Steps">Steps as given; the longest row may have fewer.</param>
/// <param name="Lengths">Length of each row, or empty where all are full. [B]</param>
internal readonly record struct AxisBatch(int Steps, ReadOnlyMemory<int> Lengths)
{
    /// <summary>Valid steps of a row.</summary>
    public int LengthOf(int row) => Lengths.IsEmpty ? Steps : Lengths.Span[row];

    /// <summary>Steps of the longest row.</summary>
    public int Longest()
    {
        int longest = Lengths.IsEmpty ? Steps : 0;
        foreach (int length in Lengths.Span)
            longest = Math.Max(longest, length);
        return longest;
    }

    /// <summary>Reads all axes of a batch that fits a model.</summary>
    /// <param name="info">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="axes">Receives them. [axes]</param>
    public static void Read<T>(ModelInfo info, Batch<T> batch, Span<AxisBatch> axes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = Of(info, batch, axis);
    }

    /// <summary>An axis of a batch, as its first input says; one that no sequence is on has no steps.</summary>
    public static AxisBatch Of<T>(ModelInfo info, Batch<T> batch, int axis)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int input = info.FirstInputOn(axis);
        if (input < 0)
            return default;
        BatchInput<T> given = batch.Input(info, input);
        return new AxisBatch(given.Steps, given.Lengths);
    }
}
