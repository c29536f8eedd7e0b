using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>Gradients in double against central differences.</summary>
public sealed class GradientTests
{
    private const double Step = 1e-6;
    private const double Tolerance = 2e-7;

    [Theory]
    [InlineData(true, 0, Reduction.Mean)]
    [InlineData(false, 0, Reduction.Mean)]
    [InlineData(true, 6, Reduction.Sum)]
    [InlineData(false, 6, Reduction.None)]
    public void Backward_OfTheLoss_EqualsDifferences(bool perStep, int vocabulary, Reduction reduction)
    {
        var options = new RnnOptions
        {
            PerStep = perStep,
            Vocabulary = vocabulary,
            Loss = new LossInfo { Kind = LossKind.CrossEntropy, Reduction = reduction, LabelSmoothing = 0.1 },
        };
        Check(options, Draw.Batch<double>(options, 19, 5, seed: 6) with { SampleWeights = Draw.Values<double>(19, 9) });
    }

    [Theory]
    [InlineData(DropoutKind.Inverted, true)]
    [InlineData(DropoutKind.Inverted, false)]
    public void Backward_WithGivenMasks_EqualsDifferences(DropoutKind kind, bool perStep)
    {
        var options = new RnnOptions { Dropout = 0.4, DropoutKind = kind, PerStep = perStep };
        double[] mask = Draw.Values<double>(10 * (perStep ? 4 : 1) * options.Units, 12);
        Check(options, Draw.Batch<double>(options, 10, 4, seed: 6) with
        {
            DropoutMasks = new Dictionary<string, ReadOnlyMemory<double>> { ["cell.dropout"] = mask },
        });
    }

    [Fact]
    public void Backward_OfAVector_IsTheJacobianProduct()
    {
        var options = new RnnOptions { Loss = null };
        var model = new RnnModel<double>(options);
        Batch<double> batch = Draw.Batch<double>(options, 17, 4, seed: 6);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch);
        double[] v = Draw.Values<double>(pass.Outputs.Length, 20);
        double[] w = Draw.Values<double>(pass.FinalStates.Length, 21);
        pass.Backward(v, w);
        double[] analytic = pass.Gradients.ToArray();
        Assert.Throws<InvalidOperationException>(() => pass.Backward(v, w));
        double Product()
        {
            pass.Forward(batch);
            double sum = 0;
            for (int i = 0; i < v.Length; i++)
                sum += v[i] * pass.Outputs[i];
            for (int i = 0; i < w.Length; i++)
                sum += w[i] * pass.FinalStates[i];
            return sum;
        }

        CheckParameters(model, analytic, Product);

        // One backward pass a forward pass; accumulated, their gradients add up.
        pass.AccumulateGradients = true;
        pass.Forward(batch);
        pass.Backward(v, w);
        Assert.Equal(analytic.Select(g => g + g), pass.Gradients.ToArray());
    }

    private static void Check(RnnOptions options, Batch<double> batch)
    {
        var model = new RnnModel<double>(options);
        using Pass<double> pass = model.CreatePass();
        double Loss()
        {
            pass.Forward(batch);
            return pass.Loss();
        }

        Loss();
        pass.Backward();
        double[] analytic = pass.Gradients.ToArray();
        double[] states = pass.InitialStateGradient.ToArray();
        double[] inputs = pass.InputGradient.ToArray();
        CheckParameters(model, analytic, Loss);

        double[] h = batch.InitialStates.ToArray();
        batch = batch with { InitialStates = h };
        CheckArray(h, states, Loss);
        if (options.Vocabulary > 0)
            return;
        double[] x = batch.Features.ToArray();
        batch = Batch<double>.FromFeatures(x, batch.Rows, batch.Steps, batch.Lengths) with
        {
            InitialStates = batch.InitialStates,
            Classes = batch.Classes,
            Targets = batch.Targets,
            SampleWeights = batch.SampleWeights,
            DropoutMasks = batch.DropoutMasks,
        };
        CheckArray(x, inputs, Loss);
    }

    private static void CheckParameters(Model<double> model, double[] analytic, Func<double> loss)
    {
        for (int i = 0; i < analytic.Length; i++)
        {
            double old = model.Parameters.Flat[i];
            double At(double value)
            {
                model.Parameters.Flat[i] = value;
                model.Parameters.Commit();
                return loss();
            }

            double numeric = (At(old + Step) - At(old - Step)) / (2 * Step);
            At(old);
            Assert.True(Math.Abs(numeric - analytic[i]) < Tolerance, $"{i}: {analytic[i]} != {numeric}");
        }
    }

    private static void CheckArray(double[] values, double[] analytic, Func<double> loss)
    {
        Assert.Equal(values.Length, analytic.Length);
        for (int i = 0; i < values.Length; i++)
        {
            double old = values[i];
            values[i] = old + Step;
            double above = loss();
            values[i] = old - Step;
            double below = loss();
            values[i] = old;
            double numeric = (above - below) / (2 * Step);
            Assert.True(Math.Abs(numeric - analytic[i]) < Tolerance, $"{i}: {analytic[i]} != {numeric}");
        }
    }
}
