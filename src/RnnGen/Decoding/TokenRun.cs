namespace RnnGen;

/// <summary>Says one token a sequence and step; a sequence that has ended says no more.</summary>
internal sealed class TokenRun<T>(StepScorer<T> scorer, Decoding how, TokenChoice<T> choice)
    : DecodeRun<T>(scorer, how, rowsPerSequence: 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Hypothesis[] _said = new Hypothesis[scorer.Sequences];

    public override IReadOnlyList<Decoded> Run(ReadOnlySpan<int> first, int firstSequence = 0)
    {
        Trail.Clear();
        first.CopyTo(Tokens);
        _said.AsSpan().Fill(new Hypothesis(TokenTrail.Root, 0, HasEnded: false));
        Scorer.Begin(rowsPerSequence: 1);
        for (int step = 0, open = _said.Length; step < MaximumLength && open > 0; step++)
        {
            Scorer.Advance(Tokens, Scores.All);
            for (int s = 0; s < _said.Length; s++)
            {
                if (_said[s].HasEnded)
                    continue;
                double normalizer = Scores.Normalizer(s);
                Say(s, choice.Choose(Scores[s], firstSequence + s, step), normalizer);
                if (_said[s].HasEnded)
                    open--;
            }
        }

        return Array.ConvertAll(_said, said => Read(said));
    }

    private void Say(int sequence, int token, double normalizer)
    {
        double score = FloatCast<T>.ToDouble(Scores[sequence][token]) - normalizer;
        Hypothesis said = _said[sequence];
        int last = Trail.Add(said.Last, token, score);
        _said[sequence] = new Hypothesis(last, said.Score + score, HasEnded: token == End);
        Tokens[sequence] = token;
    }
}
