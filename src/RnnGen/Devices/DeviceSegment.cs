namespace RnnGen;

/// <summary>The part of a batch's time that is computed at once: all of it, or a segment.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Count">How many there are.</param>
/// <param name="First">The batch's step that it begins with.</param>
/// <param name="IsForwardOnly">Whether only the states behind it are wanted; it comes again.</param>
internal readonly record struct DeviceSegment(int Index, int Count, int First, bool IsForwardOnly)
{
    /// <summary>Whether it begins the batch.</summary>
    public bool IsFirst => Index == 0;

    /// <summary>Whether it ends the batch.</summary>
    public bool IsLast => Index == Count - 1;

    /// <summary>Whether it is not the whole batch.</summary>
    public bool IsCut => Count > 1;
}
