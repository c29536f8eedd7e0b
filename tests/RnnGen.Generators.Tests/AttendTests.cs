using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Execution;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>Attention in networks built by hand, run: gradients, and the promises about bits.</summary>
public class AttendTests
{
    private const int Rows = 5;
    private const int Steps = 9;
    private const double Delta = 1e-5;

    // Of ragged rows one is empty; the longest has more steps than 64 bytes hold.
    private static readonly int[] s_lengths = [3, 9, 0, 1, 5];

    public static TheoryData<AttendForm, bool> Forms
    {
        get
        {
            var forms = new TheoryData<AttendForm, bool>();
            foreach (AttendForm form in Enum.GetValues<AttendForm>())
            {
                forms.Add(form, false);
                forms.Add(form, true);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Gradients_OfEveryForm_AgreeWithCentralDifferences(AttendForm form, bool isAdditive)
    {
        Model<double> model = Create(form, isAdditive);
        double[] parameters = model.Parameters.Flat.ToArray();
        double[] features = Draw(1, Rows * Steps * AttendNetwork.Features);
        double[] states = Draw(2, Rows * model.Info.States.Sum(static state => state.Size));
        double[] weights = Draw(3, Rows * Steps * model.Info.Outputs);
        Pass<double> pass = model.CreatePass();
        pass.WantsInputGradient = true;

        double Loss()
        {
            parameters.CopyTo(model.Parameters.Flat);
            model.Parameters.Commit();
            pass.Forward(Batch(features, states));
            double sum = 0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * pass.Outputs[i];
            return sum;
        }

        void Check(string name, double[] gradient, double[] values)
        {
            Assert.Equal(values.Length, gradient.Length);
            for (var i = 0; i < values.Length; i++)
            {
                double kept = values[i];
                values[i] = kept + Delta;
                double above = Loss();
                values[i] = kept - Delta;
                double expected = (above - Loss()) / (2 * Delta);
                values[i] = kept;
                Assert.True(
                    Math.Abs(expected - gradient[i]) < 1e-8 * Math.Max(1, Math.Abs(expected)),
                    $"{name}[{i}]: differences give {expected}, the gradient is {gradient[i]}");
            }
        }

        _ = Loss();
        pass.Backward(weights);
        double[] ofParameters = pass.Gradients.ToArray();
        double[] ofFeatures = pass.InputGradient.ToArray();
        double[] ofStates = pass.InitialStateGradient.ToArray();
        Check("parameters", ofParameters, parameters);
        Check("features", ofFeatures, features);
        Check("states", ofStates, states);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Outputs_OfEachRowAloneInEvaluation_AreThoseOfTheBatchInTraining(AttendForm form, bool isAdditive)
    {
        Model<double> model = Create(form, isAdditive);
        double[] features = Draw(1, Rows * Steps * AttendNetwork.Features);
        Pass<double> pass = model.CreatePass();
        pass.Forward(Batch(features));
        double[] batch = pass.Outputs.ToArray();
        int width = model.Info.Outputs;
        for (var row = 0; row < Rows; row++)
        {
            int length = s_lengths[row];
            double[] own = features[(row * Steps * AttendNetwork.Features)..][..(length * AttendNetwork.Features)];
            if (length > 0)
                pass.Forward(RnnGen.Batch<double>.FromFeatures(own, 1, length), training: false);
            Assert.Equal(
                length > 0 ? pass.Outputs.ToArray() : [], batch[(row * Steps * width)..][..(length * width)]);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Results_OfATeam_AreThoseOfOneThread(AttendForm form, bool isAdditive)
    {
        (double[] outputs, double[] gradients) = Run(form, isAdditive, threads: 1);
        (double[] ofTeam, double[] gradientsOfTeam) = Run(form, isAdditive, threads: 3);
        Assert.Equal(outputs, ofTeam);
        Assert.Equal(gradients, gradientsOfTeam);
    }

    private static (double[] Outputs, double[] Gradients) Run(AttendForm form, bool isAdditive, int threads)
    {
        Model<double> model = Create(form, isAdditive);
        model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
        model.MaxThreads = threads;
        Pass<double> pass = model.CreatePass();
        pass.Forward(Batch(Draw(1, Rows * Steps * AttendNetwork.Features)));
        double[] outputs = pass.Outputs.ToArray();
        pass.Backward(Draw(3, outputs.Length));
        return (outputs, pass.Gradients.ToArray());
    }

    private static Model<double> Create(AttendForm form, bool isAdditive)
    {
        ScoreKind kind = isAdditive ? ScoreKind.Additive : ScoreKind.Dot;
        return NetworkCompiler.Compile((form, kind), () => AttendNetwork.Build(form, kind));
    }

    private static Batch<double> Batch(double[] features, double[]? states = null)
        => RnnGen.Batch<double>.FromFeatures(features, Rows, Steps, s_lengths) with { InitialStates = states };

    private static double[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 2) - 1)];
    }
}
