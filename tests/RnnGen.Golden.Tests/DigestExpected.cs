namespace RnnGen.Golden.Tests;

/// <summary>A tensor too large to write down: its sum, a projection and some samples.</summary>
internal sealed class DigestExpected : IExpected
{
    public required int[] Shape { get; init; }

    public required double Sum { get; init; }

    public required double AbsoluteSum { get; init; }

    public required ulong Seed { get; init; }

    public required double Dot { get; init; }

    public required (int Index, double Value)[] Samples { get; init; }

    /// <summary>Sum and dot relative to the absolute sum, samples relative to max(1, |e|).</summary>
    public double Error(double[] actual)
    {
        double[] g = Lcg.Values(Seed, actual.Length, scale: 2);
        double sum = 0, dot = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            sum += actual[i];
            dot += actual[i] * g[i];
        }

        double[] errors =
        [
            Math.Abs(sum - Sum) / AbsoluteSum,
            Math.Abs(dot - Dot) / AbsoluteSum,
            .. Samples.Select(s => Math.Abs(actual[s.Index] - s.Value) / Math.Max(1, Math.Abs(s.Value))),
        ];
        return errors.Any(double.IsNaN) ? double.NaN : errors.Max();
    }
}
