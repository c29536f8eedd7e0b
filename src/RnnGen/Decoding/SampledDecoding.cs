namespace RnnGen;

/// <summary>Tokens drawn by their probabilities.</summary>
internal sealed record SampledDecoding(ulong Seed, double Temperature, int TopK, double TopP) : Decoding
{
    internal override DecodeRun<T> CreateRun<T>(StepScorer<T> scorer) =>
        new TokenRun<T>(scorer, this, new SampledChoice<T>(this, scorer.Width));
}
