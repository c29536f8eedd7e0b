namespace RnnGen;

/// <summary>The most probable sequences of a beam.</summary>
internal sealed record BeamDecoding(int Width, double LengthPenalty, int Best) : Decoding
{
    internal override DecodeRun<T> CreateRun<T>(StepScorer<T> scorer) => new BeamRun<T>(scorer, this);

    /// <summary>What the score of a sequence of so many tokens is divided by: ((5 + n) / 6)^penalty.</summary>
    public double Divisor(int tokens) =>
        LengthPenalty == 0 ? 1 : ScalarMath.Exp(LengthPenalty * ScalarMath.Log((5.0 + tokens) / 6));
}
