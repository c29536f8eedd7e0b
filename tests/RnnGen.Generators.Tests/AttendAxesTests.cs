using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Execution;
using RnnGen.Generators.Tests.Support;
using RnnGen.Program;

namespace RnnGen.Generators.Tests;

/// <summary>
/// Attention over a memory whose rows are sorted by other lengths than the queries', on every pair of axes: gradients,
/// the promises about bits, and what it looked at.
/// </summary>
public class AttendAxesTests
{
    private const double Delta = 1e-5;

    /// <summary>Every form on every pair of axes, with the scores in turn: each meets all forms and all axes.</summary>
    public static TheoryData<AttendForm, bool, AttendAxes> Networks
    {
        get
        {
            var networks = new TheoryData<AttendForm, bool, AttendAxes>();
            foreach (AttendForm form in Enum.GetValues<AttendForm>())
            {
                foreach (AttendAxes axes in Enum.GetValues<AttendAxes>().Where(static axes => axes != AttendAxes.One))
                    networks.Add(form, (networks.Count() % 2) == 1, axes);
            }

            return networks;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gradients_OfRaggedRows_AgreeWithCentralDifferences(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 5);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch.For(model.Info));
        double[] weights = Draw(pass.Outputs.Length);
        pass.Backward(weights);
        double[][] ofInputs = [.. model.Info.Inputs.Select(input => pass.InputGradientOf(input.Name).ToArray())];
        double[] ofParameters = pass.Gradients.ToArray(), parameters = model.Parameters.Flat.ToArray();
        for (var axis = 0; axis < ofInputs.Length; axis++)
            Check($"input {axis}", ofInputs[axis], batch.Inputs[axis]);
        Check("parameters", ofParameters, parameters);

        void Check(string name, double[] gradient, double[] values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                double kept = values[i];
                double expected = (Sum(kept + Delta) - Sum(kept - Delta)) / (2 * Delta);
                _ = Sum(kept);
                Assert.True(
                    Math.Abs(expected - gradient[i]) < 1e-8 * Math.Max(1, Math.Abs(expected)),
                    $"{name}[{i}]: differences give {expected}, the gradient is {gradient[i]}");

                double Sum(double value)
                {
                    values[i] = value;
                    parameters.CopyTo(model.Parameters.Flat);
                    model.Parameters.Commit();
                    pass.Forward(batch.For(model.Info), training: false);
                    return pass.Outputs.ToArray().Zip(weights, static (y, w) => y * w).Sum();
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Results_OfEachRowAloneInEvaluation_AreThoseOfTheBatchInTraining(
        AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 21);
        using Pass<double> whole = model.CreatePass(), alone = model.CreatePass();
        whole.Forward(batch.For(model.Info));
        for (var row = 0; row < batch.Rows; row++)
        {
            alone.Forward(batch.Alone(row).For(model.Info), training: false);
            double[] padded = Row(whole.Outputs, row, batch.Rows), own = alone.Outputs.ToArray();
            Assert.Equal(own, padded[..own.Length]);
            Assert.All(padded[own.Length..], static y => Assert.Equal(0, y));
            foreach (AlignmentInfo info in model.Info.Alignments)
            {
                int steps = batch.Steps[info.MemoryAxis], length = batch.Lengths[info.MemoryAxis][row];
                double[] expected = Widened(alone.Alignment(info.Name), length, steps);
                padded = Row(whole.Alignment(info.Name), row, batch.Rows);
                Assert.Equal(expected, padded[..expected.Length]);
                Assert.All(padded[expected.Length..], static weight => Assert.Equal(0, weight));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Weights_AreTheSoftmaxOfTheScoresOverValidSteps(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 7);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch.For(model.Info));
        int query = AttendNetwork.QueryAxis(axes), memory = AttendNetwork.MemoryAxis(axes);
        for (var row = 0; row < batch.Rows; row++)
        {
            double[] weights = Row(pass.Alignment("weights0"), row, batch.Rows);
            double[] scores = Row(pass.Alignment("scores0"), row, batch.Rows);
            int length = batch.Lengths[memory][row];
            for (var t = 0; t < batch.Lengths[query][row] && length > 0; t++)
            {
                int at = t * batch.Steps[memory];
                double[] e = [.. scores[at..(at + length)].Select(Math.Exp)];
                for (var s = 0; s < length; s++)
                    Assert.Equal(e[s] / e.Sum(), weights[at + s], 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Results_OfATeam_AreThoseOfOneThread(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
        AxesBatch batch = Draw(model, axes, rows: 21);
        double[][] one = Run(threads: 1);
        foreach (int threads in new[] { 2, 4 })
            Assert.Equal(one, Run(threads));

        double[][] Run(int threads)
        {
            model.MaxThreads = threads;
            using Pass<double> pass = model.CreatePass();
            pass.Forward(batch.For(model.Info));
            double[] outputs = pass.Outputs.ToArray();
            pass.Backward(Draw(outputs.Length));
            return [outputs, pass.Gradients.ToArray(),
                .. model.Info.Alignments.Select(info => pass.Alignment(info.Name).ToArray()),
                .. model.Info.Inputs.Select(input => pass.InputGradientOf(input.Name).ToArray())];
        }
    }

    [Fact]
    public void Alignment_OfAnotherName_SaysWhichThereAre()
    {
        Model<double> model = Create(AttendForm.OwnKeys, isAdditive: false, AttendAxes.MemoryFirst);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(Draw(model, AttendAxes.MemoryFirst, rows: 2).For(model.Info));
        var error = Assert.Throws<ArgumentException>(() => pass.Alignment("attend"));
        Assert.Contains("no alignment 'attend'; it has weights0, scores0.", error.Message);
    }

    private static Model<double> Create(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        ScoreKind kind = isAdditive ? ScoreKind.Additive : ScoreKind.Dot;
        return NetworkCompiler.Compile((form, kind, axes), () => AttendNetwork.Build(form, kind, axes));
    }

    // A memory of more steps than 64 bytes hold; on every axis rows are sorted differently.
    private static AxesBatch Draw(Model<double> model, AttendAxes axes, int rows) => AxesBatch.Draw(
        rows, rows, [.. model.Info.Axes.Select((_, axis) => axis == AttendNetwork.MemoryAxis(axes) ? 9 : 4)],
        AttendNetwork.Features);

    private static double[] Draw(int count)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static double[] Row(ReadOnlySpan<double> all, int row, int rows)
        => all.Slice(row * (all.Length / rows), all.Length / rows).ToArray();

    /// <summary>Rows of a length with zeros behind each.</summary>
    private static double[] Widened(ReadOnlySpan<double> values, int length, int width)
    {
        if (length == 0)
            return [];
        var result = new double[values.Length / length * width];
        for (var i = 0; i < values.Length; i++)
            result[(i / length * width) + (i % length)] = values[i];
        return result;
    }
}
