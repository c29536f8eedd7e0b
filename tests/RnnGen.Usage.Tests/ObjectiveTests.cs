using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Usage.Tests;

/// <summary>Losses as expressions against the same losses that are built in, and quantiles.</summary>
public sealed partial class ObjectiveTests
{
    private const int Rows = 5;
    private const int Steps = 4;

    private static readonly int[] s_lengths = [4, 1, 3, 0, 2];

    [Fact]
    public void SquaredError_AsAnExpression_IsTheBuiltInOne()
        => SameLosses(new Squared(3), new SquaredObjective(3));

    [Fact]
    public void Quantile_AsAnExpression_IsTheBuiltInOne()
        => SameLosses(new Upper(3), new UpperObjective(3));

    [Fact]
    public void Objective_OfEveryKindOfFunction_HasTheGradientOfItsLoss() => CheckGradients(new Odd(4));

    [Fact]
    public void Objectives_OfTwoHeads_HaveTheGradientsOfTheirSum()
    {
        var model = new TwoHeads(5);
        using Pass<double> pass = model.CreatePass();
        var batch = Features(2) with
        {
            Targets = Values(Rows * Steps * 2, 8),
            MoreTargets = new Dictionary<string, BatchTarget<double>>
            {
                ["end"] = new() { Values = Values(Rows, 9) },
            },
        };
        CheckGradients(model, pass, batch);
    }

    [Fact]
    public void MaskedError_OfMarkedTargets_IsThatOfTheOthers()
    {
        var model = new Masked(6);
        using Pass<double> pass = model.CreatePass();
        double[] targets = Values(Rows * Steps, 8), marked = [.. targets];
        marked[1] = -1;
        pass.Forward(Features(2) with { Targets = targets });
        double all = pass.Loss();
        double one = Math.Pow(pass.Outputs[1] - targets[1], 2);
        pass.Forward(Features(2) with { Targets = marked });
        Assert.Equal(all - one, pass.Loss(), 1e-12);
        pass.Backward();
        CheckGradients(model, pass, Features(2) with { Targets = marked });
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Quantile_OfNumbers_IsLeastWhereTheirShareIsBelow(double level)
    {
        var loss = Loss<double>.Create(new Program.LossInfo { Kind = LossKind.Quantile, Level = level }, 1);
        double[] numbers = [.. Enumerable.Range(1, 99).Select(static i => (double)i)];
        double least = Enumerable.Range(0, 1000).Select(static i => i / 10.0).MinBy(guess => loss.Evaluate(
            Enumerable.Repeat(guess, 99).ToArray(), numbers, default, new double[99], default));
        Assert.Equal(100 * level, least, 0.5);
    }

    [Fact]
    public void Quantile_OutOfRange_IsRefused() => Assert.Throws<ArgumentException>(
        () => Loss<double>.Create(new Program.LossInfo { Kind = LossKind.Quantile, Level = 1 }, 1));

    [Fact]
    public void Objective_WhileTraining_FallsAndPredicts()
    {
        var model = new UpperObjective(7);
        using var step = new TrainingStep<double>(model, new Adam(1e-2));
        Batch<double> batch = Features(2) with { Targets = Values(Rows * Steps, 8) };
        double first = step.Run(batch), last = first;
        for (int i = 0; i < 200; i++)
            last = step.Run(batch);
        Assert.True(last < first / 2, $"{first} became {last}");
        Assert.Equal(2, model.Predict([0.5, -0.5, 1, 0]).Length);
    }

    private static void SameLosses(Model<double> builtIn, Model<double> own)
    {
        using Pass<double> one = builtIn.CreatePass(), two = own.CreatePass();
        Batch<double> batch = Features(2) with { Targets = Values(Rows * Steps, 8) };
        one.Forward(batch);
        two.Forward(batch);
        Assert.Equal(one.Loss(), two.Loss(), 1e-12);
        one.Backward();
        two.Backward();
        Assert.All(one.Gradients.ToArray().Zip(two.Gradients.ToArray()),
            static pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        CheckGradients(own, two, batch);
    }

    private static void CheckGradients(Model<double> model)
    {
        using Pass<double> pass = model.CreatePass();
        CheckGradients(model, pass, Features(2) with { Targets = Values(Rows * Steps * model.Info.Outputs, 8) });
    }

    private static void CheckGradients(Model<double> model, Pass<double> pass, Batch<double> batch)
    {
        pass.Forward(batch);
        _ = pass.Loss();
        pass.Backward();
        double[] gradients = pass.Gradients.ToArray();
        for (int i = 0; i < gradients.Length; i += 3)
        {
            double numeric = (At(i, 1e-5) - At(i, -1e-5)) / 2e-5;
            Assert.Equal(numeric, gradients[i], 1e-6 * Math.Max(1, Math.Abs(numeric)));
        }

        double At(int i, double step)
        {
            double old = model.Parameters.Flat[i];
            model.Parameters.Flat[i] = old + step;
            model.Parameters.Commit();
            pass.Forward(batch);
            double loss = pass.Loss();
            model.Parameters.Flat[i] = old;
            model.Parameters.Commit();
            return loss;
        }
    }

    private static Batch<double> Features(int features)
        => Batch<double>.FromFeatures(Values(Rows * Steps * features, 1), Rows, Steps, s_lengths);

    private static double[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [MeanSquaredError]
    private sealed partial class Squared;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [Objective(nameof(Loss))]
    private sealed partial class SquaredObjective
    {
        private static Seq Loss(Seq output, Seq target) => Square(output - target);
    }

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [Quantile(0.9)]
    private sealed partial class Upper;

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [Objective(nameof(Pinball))]
    private sealed partial class UpperObjective
    {
        private const double Level = 0.9;

        private static Seq Pinball(Seq output, Seq target)
        {
            var late = target - output;
            return Max(Level * late, (Level - 1) * late);
        }
    }

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(1)]
    [Objective(nameof(Loss), Reduction = Reduction.Sum)]
    private sealed partial class Masked
    {
        private static Seq Loss(Seq output, Seq target)
            => Min(1, 1e6 * Abs(target + 1)) * Square(output - target);
    }

    [RnnModel(Precision = Precision.Double)]
    [Input(2)]
    [Gru(5)]
    [Dense(2)]
    [Objective(nameof(Loss))]
    private sealed partial class Odd
    {
        private static Vec Loss(Vec y, Vec gradient)
        {
            var (d, rate) = (y - gradient, 0.5 + Square(gradient));
            var bent = Softplus(rate * d) + Gelu(d) / (1 + Exp(-y)) - LogSigmoid(y * 2);
            return bent + Sqrt(1 + Square(d)) + Log(1 + Abs(y)) * Tanh(y) + Max(y, gradient) - -Elu(y);
        }
    }

    [RnnModel(Precision = Precision.Double)]
    private sealed partial class TwoHeads
    {
        [Gru(5)] private static partial Recurrence Encode(Seq x);
        [Dense(2)] private static partial Seq Emit(Seq h);
        [Dense(1)] private static partial Vec Judge(Vec h);

        [Forward, Objective(nameof(Fourth)), Objective(nameof(Cosh), Of = "end", Weight = 0.3)]
        private static (Seq steps, Vec end) Outputs([Input(2)] Seq x)
        {
            var r = Encode(x);
            return (Emit(r.Outputs), Judge(r.Last));
        }

        private static Seq Fourth(Seq output, Seq target) => Square(Square(output - target));

        private static Vec Cosh(Vec output, Vec target) => Exp(output - target) + Exp(target - output) - 2;
    }
}
