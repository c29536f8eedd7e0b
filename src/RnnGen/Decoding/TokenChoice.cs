namespace RnnGen;

/// <summary>Chooses one token by the scores of all.</summary>
internal abstract class TokenChoice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The token to say.</summary>
    /// <param name="scores">Its logits, none of them NaN. [Width]</param>
    /// <param name="sequence">The number of the sequence.</param>
    /// <param name="step">The step, from 0.</param>
    public abstract int Choose(ReadOnlySpan<T> scores, int sequence, int step);
}
