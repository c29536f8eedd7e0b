namespace RnnGen;

/// <summary>The most probable token; the lowest of equals.</summary>
internal sealed class GreedyChoice<T> : TokenChoice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Choose(ReadOnlySpan<T> scores, int sequence, int step)
    {
        int most = 0;
        for (int token = 1; token < scores.Length; token++)
        {
            if (scores[token] > scores[most])
                most = token;
        }

        return most;
    }
}
