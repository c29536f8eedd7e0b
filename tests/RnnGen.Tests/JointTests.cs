using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>A model of several inputs on two axes, on each of which rows are sorted differently, and several heads.</summary>
public sealed class JointTests
{
    private const double Step = 1e-6;
    private const double Tolerance = 2e-7;

    [Fact]
    public void Gradients_OfTwoWeightedHeads_EqualDifferences()
    {
        var model = new JointModel<double>(dropout: 0.4);
        Batch<double> batch = JointModel<double>.Draw(19, 4, 5, seed: 1);
        double[] shapes = batch.MoreInputs["shapes"].Features.ToArray();
        double[] context = batch.MoreInputs["context"].Features.ToArray();
        double[] states = batch.InitialStates.ToArray();
        batch = batch with
        {
            InitialStates = states,
            MoreInputs = new Dictionary<string, BatchInput<double>>(batch.MoreInputs)
            {
                ["shapes"] = BatchInput<double>.FromFeatures(shapes, 4, batch.Lengths),
                ["context"] = BatchInput<double>.FromVectors(context),
            },
        };
        using Pass<double> pass = model.CreatePass();
        double Loss()
        {
            pass.Forward(batch);
            return pass.Loss();
        }

        Loss();
        pass.Backward();
        double[] gradients = pass.Gradients.ToArray();
        Compare("shapes", shapes, pass.InputGradientOf("shapes").ToArray(), Loss);
        Loss();
        pass.Backward();
        Compare("context", context, pass.InputGradientOf("context").ToArray(), Loss);
        Loss();
        pass.Backward();
        Compare("states", states, pass.InitialStateGradient.ToArray(), Loss);

        // The first row of the second table stands for padding.
        ParameterInfo marks = model.Parameters.Find("marks.weight");
        Assert.Equal(new double[3], gradients.AsSpan((int)marks.Offset, 3).ToArray());
        double[] flat = model.Parameters.Flat.ToArray();
        double LossOfParameters()
        {
            flat.CopyTo(model.Parameters.Flat);
            model.Parameters.Commit();
            return Loss();
        }

        Compare("parameters", flat, gradients, LossOfParameters, i => i >= marks.Offset && i < marks.Offset + 3);
    }

    [Fact]
    public void Loss_OfTwoHeads_IsTheWeightedSumOfTheirMeans()
    {
        var model = new JointModel<double>();
        Batch<double> batch = JointModel<double>.Draw(17, 4, 5, seed: 2);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch);
        double loss = pass.Loss();
        int[] lengths = batch.MoreInputs["replies"].Lengths.ToArray();
        ReadOnlySpan<double> scores = pass.Outputs, kind = pass.OutputsOf("kind");
        double crossEntropy = 0;
        for (int row = 0; row < 17; row++)
        {
            for (int t = 0; t < lengths[row]; t++)
            {
                ReadOnlySpan<double> y = scores.Slice(((row * 5) + t) * 3, 3);
                double sum = Math.Exp(y[0]) + Math.Exp(y[1]) + Math.Exp(y[2]);
                crossEntropy += Math.Log(sum) - y[batch.Classes.Span[(row * 5) + t]];
            }
        }

        BatchTarget<double> target = batch.MoreTargets["kind"];
        double squares = 0;
        for (int i = 0; i < kind.Length; i++)
            squares += target.Weights.Span[i / 3] * Math.Pow(kind[i] - target.Values.Span[i], 2);
        Assert.Equal((crossEntropy / lengths.Sum()) + (0.3 * squares / kind.Length), loss, 1e-12);
        Assert.Equal(crossEntropy, pass.LossesOf("scores").ToArray().Sum(), 1e-12);
        Assert.Equal(squares, pass.LossesOf("kind").ToArray().Sum(), 1e-12);
        Assert.Equal(17 * 5, pass.Losses.Length);
        Assert.True(pass.LossesOf("trace").IsEmpty);
    }

    [Fact]
    public void Rows_OfAPaddedBatch_EqualRowsAlone()
    {
        var model = new JointModel<float>();
        Batch<float> batch = JointModel<float>.Draw(18, 4, 5, seed: 3);
        Outputs<float> all = model.Forward(batch);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(batch, training: false);
        pass.Loss();
        double[] kinds = pass.LossesOf("kind").ToArray();
        Assert.Equal(all.Of("trace").Values, pass.OutputsOf("trace").ToArray());
        for (int row = 0; row < batch.Rows; row++)
        {
            Batch<float> alone = JointModel<float>.Row(batch, row);
            Outputs<float> one = model.Forward(alone);
            foreach (HeadInfo head in model.Info.Heads)
            {
                Outputs<float> inside = all.Of(head.Name), outside = one.Of(head.Name);
                for (int t = 0; t < inside.Steps; t++)
                {
                    Assert.Equal(
                        t < outside.Steps ? outside[0, t].ToArray() : new float[3], inside[row, t].ToArray());
                }
            }

            Assert.Equal(one.FinalStates, all.FinalStates.AsSpan(row * 3, 3).ToArray());
            pass.Forward(alone, training: false);
            pass.Loss();
            Assert.Equal(pass.LossesOf("kind").ToArray(), kinds[(row * 3)..((row + 1) * 3)]);
        }
    }

    [Fact]
    public void Backward_FromAGradientOfEachHead_IsTheSumOfTheirs()
    {
        var model = new JointModel<double>(dropout: 0.4);
        Batch<double> batch = JointModel<double>.Draw(9, 4, 5, seed: 4);
        using Pass<double> pass = model.CreatePass();
        var all = new Dictionary<string, ReadOnlyMemory<double>>
        {
            ["scores"] = Draw.Values<double>(9 * 5 * 3, 1),
            ["kind"] = Draw.Values<double>(9 * 3, 2),
            ["trace"] = Draw.Values<double>(9 * 4 * 3, 3),
        };
        double[] Gradients(params string[] heads)
        {
            pass.Forward(batch);
            pass.Backward(all.Where(pair => heads.Contains(pair.Key)).ToDictionary());
            return pass.Gradients.ToArray();
        }

        double[] together = Gradients("scores", "kind", "trace");
        double[] scores = Gradients("scores"), kind = Gradients("kind"), trace = Gradients("trace");
        for (int i = 0; i < together.Length; i++)
            Assert.Equal(together[i], scores[i] + kind[i] + trace[i], 1e-12);
        pass.Forward(batch);
        pass.Backward(all["scores"].Span);
        Assert.Equal(scores, pass.Gradients.ToArray());
    }

    [Fact]
    public void Gradients_OfAnyNumberOfThreads_AreTheSameBits()
    {
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 4 })
        {
            var model = new JointModel<float>(dropout: 0.3) { MaxThreads = threads };
            using Pass<float> pass = model.CreatePass();
            pass.Forward(JointModel<float>.Draw(70, 6, 9, seed: 5));
            pass.Loss();
            pass.Backward();
            float[] all =
            [
                .. pass.Gradients, .. pass.OutputsOf("trace"), .. pass.OutputsOf("kind"), .. pass.Outputs,
                .. pass.InputGradientOf("shapes"), .. pass.InputGradientOf("context"),
            ];
            Assert.Equal(expected ??= all, all);
        }
    }

    [Fact]
    public void Gradients_OfBatchesOneAfterTheOther_AreThoseOfAFreshPass()
    {
        var model = new JointModel<float>();
        using Pass<float> used = model.CreatePass();
        for (int seed = 0; seed < 5; seed++)
        {
            Batch<float> batch = JointModel<float>.Draw(3, 2, 2, seed);
            float[] expected = [], last = [];
            using (Pass<float> fresh = model.CreatePass())
                expected = Gradients(fresh, batch);
            last = Gradients(used, batch);
            Assert.Equal(expected, last);
        }
    }

    private static float[] Gradients(Pass<float> pass, Batch<float> batch)
    {
        pass.Forward(batch);
        pass.Loss();
        pass.Backward();
        var gradients = new float[pass.Collected.Gradients.Length];
        pass.Collected.Gradients.CopyTo(gradients);
        return gradients;
    }

    private static void Compare(
        string name, double[] values, double[] analytic, Func<double> loss, Func<int, bool>? isLeftOut = null)
    {
        Assert.Equal(values.Length, analytic.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (isLeftOut?.Invoke(i) == true)
                continue;
            double old = values[i];
            double At(double value)
            {
                values[i] = value;
                return loss();
            }

            double numeric = (At(old + Step) - At(old - Step)) / (2 * Step);
            At(old);
            Assert.True(Math.Abs(numeric - analytic[i]) < Tolerance, $"{name}[{i}]: {analytic[i]} != {numeric}");
        }
    }
}
