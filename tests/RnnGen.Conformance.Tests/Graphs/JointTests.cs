using RnnGen.Execution;
using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Graphs of several inputs, times and heads, over rows whose orders by length differ.</summary>
public sealed class JointTests
{
    private const double Step = 1e-5;
    private const double Bound = 1e-6;

    internal static readonly Lazy<CompiledDeclarations> Compiled = new(static () => DeclarationCompiler.Compile(
        JointCases.All.SelectMany(static graph => new[]
        {
            graph.Declare(Precision.Double), graph.Declare(Precision.Single),
        })));

    /// <summary>All graphs.</summary>
    public static TheoryData<string> Cases => [.. JointCases.All.Select(static graph => graph.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_InDouble_EqualDifferences(string name)
    {
        Model<double> model = Compiled.Value.Create<double>(JointCases.Find(name).Declare(Precision.Double));
        JointCase drawn = JointCase.Draw(model.Info, rows: 18, seed: 5);
        JointRun run = JointRun.Of(model, drawn, gradients: true);
        for (int i = 0; i < drawn.Features.Length; i++)
            Compare(model.Info.Inputs[i].Name, run.InputGradients[i], drawn.Features[i], Loss);
        Compare("states", run.StateGradient, drawn.States, Loss);
        double[] flat = model.Parameters.Flat.ToArray();
        Compare("parameters", run.Gradient, flat, () =>
        {
            flat.CopyTo(model.Parameters.Flat);
            model.Parameters.Commit();
            return Loss();
        });

        double Loss() => JointRun.Of(model, drawn, gradients: false).Loss(drawn);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Row_InABatch_HasTheBitsOfTheRowAlone(string name)
    {
        Model<float> model = Compiled.Value.Create<float>(JointCases.Find(name).Declare(Precision.Single));
        JointCase drawn = JointCase.Draw(model.Info, rows: 19, seed: 6);
        JointRun all = JointRun.Of(model, drawn, gradients: false);
        for (int row = 0; row < drawn.Rows; row++)
        {
            JointRun alone = JointRun.Of(model, drawn.Row(model.Info, row), gradients: false);
            Results.SameBits(alone.States, drawn.StatesOf(model.Info, all.States, row), $"states of row {row}");
            for (int head = 0; head < all.Outputs.Length; head++)
            {
                Results.SameBits(
                    alone.Outputs[head], drawn.OutputOf(model.Info, head, all.Outputs[head], row),
                    $"{model.Info.Heads[head].Name} of row {row}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_AgainstRerunAndEvaluationAndThreads_HasTheSameBits(string name)
    {
        Model<float> model = Compiled.Value.Create<float>(JointCases.Find(name).Declare(Precision.Single));
        JointCase drawn = JointCase.Draw(model.Info, rows: 19, seed: 7);
        model.MaxThreads = 1;
        JointRun one = JointRun.Of(model, drawn, gradients: true);
        JointRun.SameBits(new JointRun(one.Outputs, one.States), JointRun.Of(model, drawn, gradients: false));
        model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            model.MaxThreads = threads;
            JointRun.SameBits(one, JointRun.Of(model, drawn, gradients: true));
        }
    }

    [Theory]
    [InlineData("an encoder and a decoder", "source", "target")]
    [InlineData("several inputs of one time", "time")]
    [InlineData("three times", "a", "b", "c")]
    [InlineData("rows alone", "time")]
    public void Axes_OfAGraph_AreTheTimesThatNothingJoins(string name, params string[] axes)
    {
        ModelInfo info = Compiled.Value.Create<float>(JointCases.Find(name).Declare(Precision.Single)).Info;
        Assert.Equal(axes, info.Axes.Select(static axis => axis.Name));
        Assert.False(info.IsCausal);
    }

    private static void Compare(string name, double[] analytic, double[] at, Func<double> loss)
    {
        Assert.Equal(at.Length, analytic.Length);
        for (int i = 0; i < at.Length; i++)
        {
            double old = at[i];
            at[i] = old + Step;
            double above = loss();
            at[i] = old - Step;
            double numeric = (above - loss()) / (2 * Step);
            at[i] = old;
            double error = Math.Abs(analytic[i] - numeric) / Math.Max(1, Math.Abs(analytic[i]));
            Assert.True(error <= Bound, $"d/d {name}[{i}] is {analytic[i]:R}, differences give {numeric:R}.");
        }

        _ = loss();
    }
}
