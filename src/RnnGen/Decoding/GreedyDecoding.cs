namespace RnnGen;

/// <summary>The most probable token at each step.</summary>
internal sealed record GreedyDecoding : Decoding
{
    internal override DecodeRun<T> CreateRun<T>(StepScorer<T> scorer) =>
        new TokenRun<T>(scorer, this, new GreedyChoice<T>());
}
