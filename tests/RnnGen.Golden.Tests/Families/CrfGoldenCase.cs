using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>A CRF: what its chain gives row by row, and the loss with its gradients for the batch.</summary>
internal sealed class CrfGoldenCase : GoldenCase
{
    private static readonly IBackend s_backend = new CpuBackend();

    public required string Declared { get; init; }

    public required StackCase Case { get; init; }

    public required int Classes { get; init; }

    public required double[] LogPartition { get; init; }

    public required double[] GoldScore { get; init; }

    public required IExpected LossSum { get; init; }

    public required IExpected LossMean { get; init; }

    public required int[][] Paths { get; init; }

    public required double[] PathScores { get; init; }

    public required IExpected Marginals { get; init; }

    public required IExpected EmissionGradient { get; init; }

    public required IReadOnlyDictionary<string, IExpected> WeightGradients { get; init; }

    public override string Attributes => Declared;

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        StackResult result = s_backend.Evaluate(model, Case, gradients: true);
        yield return new Check("loss", CheckKind.Forward, LossSum.Error([result.Loss ?? double.NaN]));
        double mean = (result.Losses ?? []).Sum() / Case.Rows;
        yield return new Check("mean loss", CheckKind.Forward, LossMean.Error([mean]));
        double[] emissions = TimeMajor(result.Gradients?.Input ?? []);
        yield return new Check("grad emissions", CheckKind.Gradient, EmissionGradient.Error(emissions));
        foreach ((string name, IExpected expected) in WeightGradients)
        {
            yield return new Check(
                $"grad {name}", CheckKind.Gradient, expected.Error(result.Gradients!.Weights[name]));
        }

        LinearChain<T> chain = LinearChain<T>.Of(model);
        var marginals = new double[Case.Rows * Case.Steps * Classes];
        for (int row = 0; row < Case.Rows; row++)
        {
            int first = row * Case.Steps, steps = Case.LengthOf(row);
            T[] x = Floats.FromDoubles<T>(Case.Features.AsSpan(first * Classes, steps * Classes).ToArray());
            var path = new int[steps];
            yield return Of($"log partition {row}", chain.LogPartition(x), LogPartition[row]);
            double gold = chain.Score(x, Case.Classes.AsSpan(first, steps));
            yield return Of($"gold score {row}", gold, GoldScore[row]);
            yield return Of($"path score {row}", chain.Viterbi(x, path), PathScores[row]);
            yield return new Check($"path {row}", CheckKind.Forward, path.SequenceEqual(Paths[row]) ? 0 : double.NaN);
            chain.Marginals(x, marginals.AsSpan(first * Classes, steps * Classes));
        }

        yield return new Check("marginals", CheckKind.Forward, Marginals.Error(TimeMajor(marginals)));
    }

    private double[] TimeMajor(double[] values) => Layout.Swap(values, Case.Rows, Case.Steps);

    private static Check Of(string what, double actual, double expected) =>
        new(what, CheckKind.Forward, new TensorExpected([1], [expected]).Error([actual]));
}
