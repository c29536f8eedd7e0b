using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Tests.Support;
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

    public static TheoryData<AttendForm, bool, AttendAxes> Networks
    {
        get
        {
            var networks = new TheoryData<AttendForm, bool, AttendAxes>();
            foreach (AttendForm form in Enum.GetValues<AttendForm>())
            {
                foreach (AttendAxes axes in Enum.GetValues<AttendAxes>().Where(static axes => axes != AttendAxes.One))
                {
                    networks.Add(form, false, axes);
                    networks.Add(form, true, axes);
                }
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
        using AxesRun run = AxesRun.Of(model, batch);
        double[] parameters = model.Parameters.Flat.ToArray();
        for (var axis = 0; axis < batch.Inputs.Length; axis++)
            Check($"input {axis}", run.InputGradients[axis], batch.Inputs[axis]);
        Check("parameters", run.Gradients, parameters);

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
                    using AxesRun moved = AxesRun.Of(model, batch, training: false);
                    return moved.Sum;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_OfEachRowAloneInEvaluation_AreThoseOfTheBatchInTraining(
        AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 21);
        int query = AttendNetwork.QueryAxis(axes), memory = AttendNetwork.MemoryAxis(axes);
        using AxesRun all = AxesRun.Of(model, batch);
        for (var row = 0; row < batch.Rows; row++)
        {
            int length = batch.Lengths[query][row], read = batch.Lengths[memory][row];
            using AxesRun alone = AxesRun.Of(model, batch.Alone(row), training: false);
            int own = length * model.Info.Heads[0].Width, given = all.Output.Length / batch.Rows;
            Assert.Equal(alone.Output, all.Output.AsSpan(row * given, own).ToArray());
            Assert.All(all.Output[((row * given) + own)..((row + 1) * given)], static y => Assert.Equal(0, y));
            foreach (AlignmentInfo info in model.Info.Alignments)
            {
                double[] ofRow = all.Alignment(info.Name).AsSpan(
                    row * batch.Steps[query] * batch.Steps[memory], batch.Steps[query] * batch.Steps[memory]).ToArray();
                double[] ofRowAlone = alone.Alignment(info.Name);
                for (var i = 0; i < ofRow.Length; i++)
                {
                    (int t, int s) = (i / batch.Steps[memory], i % batch.Steps[memory]);
                    double expected = t < length && s < read ? ofRowAlone[(t * read) + s] : 0;
                    Assert.Equal(expected, ofRow[i]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Weights_AreTheSoftmaxOfTheScoresOverValidSteps(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 7);
        int steps = batch.Steps[AttendNetwork.QueryAxis(axes)], read = batch.Steps[AttendNetwork.MemoryAxis(axes)];
        using AxesRun run = AxesRun.Of(model, batch);
        double[] weights = run.Alignment("weights0"), scores = run.Alignment("scores0");
        for (var row = 0; row < batch.Rows; row++)
        {
            int length = batch.Lengths[AttendNetwork.MemoryAxis(axes)][row];
            for (var t = 0; t < batch.Lengths[AttendNetwork.QueryAxis(axes)][row] && length > 0; t++)
            {
                int at = ((row * steps) + t) * read;
                double[] e = [.. scores.AsSpan(at, length).ToArray().Select(Math.Exp)];
                for (var s = 0; s < length; s++)
                    Assert.Equal(e[s] / e.Sum(), weights[at + s], 1e-14);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Results_OfSeveralThreads_AreThoseOfOne(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        Model<double> model = Create(form, isAdditive, axes);
        AxesBatch batch = Draw(model, axes, rows: 21);
        using AxesRun one = AxesRun.Of(model, batch);
        foreach (int threads in new[] { 2, 4 })
        {
            using AxesRun several = AxesRun.Of(model, batch, threads: threads);
            Assert.Equal(one.Output, several.Output);
            Assert.Equal(one.Gradients, several.Gradients);
            Assert.Equal(one.InputGradients, several.InputGradients);
            foreach (AlignmentInfo info in model.Info.Alignments)
                Assert.Equal(one.Alignment(info.Name), several.Alignment(info.Name));
        }
    }

    private static Model<double> Create(AttendForm form, bool isAdditive, AttendAxes axes)
    {
        ScoreKind kind = isAdditive ? ScoreKind.Additive : ScoreKind.Dot;
        return NetworkCompiler.Compile((form, kind, axes), () => AttendNetwork.Build(form, kind, axes));
    }

    // A memory of more steps than 64 bytes hold; on every axis rows are sorted differently.
    private static AxesBatch Draw(Model<double> model, AttendAxes axes, int rows)
    {
        int[] steps = [.. model.Info.Axes.Select((_, axis) => axis == AttendNetwork.MemoryAxis(axes) ? 9 : 4)];
        return AxesBatch.Draw(
            rows, rows, steps, AttendNetwork.Features, AttendNetwork.QueryAxis(axes), model.Info.Heads[0].Width);
    }
}
