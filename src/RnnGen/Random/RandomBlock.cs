namespace RnnGen;

/// <summary>Four 32-bit words: a counter of <see cref="CounterRandom"/>, or what it gives.</summary>
/// <param name="W0">The first word.</param>
/// <param name="W1">The second word.</param>
/// <param name="W2">The third word.</param>
/// <param name="W3">The fourth word.</param>
public readonly record struct RandomBlock(uint W0, uint W1, uint W2, uint W3)
{
    /// <summary>The word at an index from 0 to 3.</summary>
    public uint this[int index] => index switch
    {
        0 => W0,
        1 => W1,
        2 => W2,
        3 => W3,
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "A block has words 0 to 3."),
    };
}
