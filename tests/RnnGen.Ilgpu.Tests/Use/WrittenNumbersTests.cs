using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// What somebody writes between batches, gradients and what the optimizer remembers, counts on a device as it does on
/// the processor.
/// </summary>
public sealed class WrittenNumbersTests
{
    private const int Rows = 9, Steps = 6;

    private static readonly int[] s_lengths = [6, 3, 1, 5, 6, 2, 4, 6, 5];

    [OpenCLTheory]
    [InlineData("cleared")]
    [InlineData("scaled")]
    [InlineData("of a tensor of two batches")]
    [InlineData("cleared before another batch")]
    [InlineData("of a batch that ran by itself")]
    [InlineData("left alone while another batch ran")]
    [InlineData("read and left alone")]
    public void Gradients_ThatWereWritten_AreTheStepsOwn(string what) => AssertAlike(
        static () => new Sgd(0.5) { Momentum = 0.5 },
        (step, i) =>
        {
            step.ClipValue = 0.05;
            step.Accumulate(Draw(i));
            Write(step, what, i);
            step.Apply();
            return step.Pass.Gradients.ToArray();
        });

    [OpenCLFact]
    public void Gradients_ThatWereCleared_MoveNothing()
    {
        var model = new SmallLstm(1);
        float[] before = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<float>(model, new Sgd(1), TestAccelerator.OpenCLDevice);
        step.Accumulate(Draw(0));
        step.Pass.Gradients.Clear();
        step.Apply();
        Assert.Equal(0, step.LastGradientNorm);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [OpenCLFact]
    public void Gradients_WrittenAsNaN_AreRefused()
    {
        var model = new SmallLstm(1);
        float[] before = model.Parameters.Flat.ToArray();
        using var step = new TrainingStep<float>(model, new Sgd(1), TestAccelerator.OpenCLDevice);
        step.Accumulate(Draw(0));
        step.Pass.GradientOf("dense.bias")[1] = float.NaN;
        Assert.Contains("dense.bias", Assert.Throws<NonFiniteException>(() => step.Apply()).Message);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        step.Run(Draw(0));
        Assert.NotEqual(before, model.Parameters.Flat.ToArray());
    }

    [OpenCLTheory]
    [InlineData("cleared")]
    [InlineData("one")]
    [InlineData("by a state that was kept")]
    [InlineData("and restored")]
    public void State_ThatWasWritten_IsTheNextSteps(string what)
    {
        OptimizerState<float>? kept = null;
        AssertAlike(
            static () => new Adam(0.01),
            (step, i) =>
            {
                kept = i == 0 ? step.State : kept;
                step.Run(Draw(i));
                switch (what)
                {
                    case "cleared":
                        step.State.Buffers.Clear();
                        break;
                    case "one":
                        step.State.Buffer(1).Fill(0.25f);
                        break;
                    case "and restored":
                        float[] half = Array.ConvertAll(step.State.Buffers.ToArray(), static value => value / 2);
                        step.State.Buffers.Clear();
                        step.State.Restore(1, step.State.Scalars, half);
                        break;
                    default:
                        kept!.Buffers.Fill(0.5f);
                        break;
                }

                step.Run(Draw(i + 10));
                return step.State.Buffers.ToArray();
            });
    }

    private static void Write(TrainingStep<float> step, string what, int i)
    {
        Pass<float> pass = step.Pass;
        switch (what)
        {
            case "cleared":
                pass.Gradients.Clear();
                break;
            case "scaled":
                foreach (ref float gradient in pass.Gradients)
                    gradient *= -3;
                break;
            case "of a tensor of two batches":
                step.Accumulate(Draw(i + 20));
                pass.GradientOf("dense.weight").Clear();
                break;
            case "cleared before another batch":
                pass.Gradients.Clear();
                step.Accumulate(Draw(i + 30));
                break;
            case "of a batch that ran by itself":
                pass.Forward(Draw(i + 40));
                pass.Loss();
                pass.Backward();
                break;
            case "left alone while another batch ran":
                pass.Forward(Draw(i + 50), training: false);
                break;
            default:
                Assert.Contains(pass.Gradients.ToArray(), static gradient => gradient != 0);
                break;
        }
    }

    /// <summary>Takes steps on both; parameters, norms and what is returned agree behind each.</summary>
    private static void AssertAlike(Func<Optimizer> make, Func<TrainingStep<float>, int, float[]> take)
    {
        var results = new List<(float[] Returned, float[] Parameters, double Norm)>[2];
        for (int which = 0; which < 2; which++)
        {
            var model = new SmallLstm(1);
            Device? device = which == 0 ? null : TestAccelerator.OpenCLDevice;
            using var step = new TrainingStep<float>(model, make(), device);
            results[which] = [.. Enumerable.Range(0, 3).Select(i =>
                (take(step, i), model.Parameters.Flat.ToArray(), step.LastGradientNorm))];
        }

        foreach (((float[] returned, float[] parameters, double norm), var there) in results[0].Zip(results[1]))
        {
            Agreement.Close<float>(returned, there.Returned, "number");
            Agreement.Close<float>(parameters, there.Parameters, "parameter");
            Assert.Equal(norm, there.Norm, Agreement.Bound);
        }
    }

    private static Batch<float> Draw(int seed)
    {
        var random = new Random(seed);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        return Batch<float>.FromFeatures(Numbers(Rows * Steps * 5), Rows, Steps, s_lengths) with
        {
            Targets = Numbers(Rows * Steps * 3),
        };
    }
}
