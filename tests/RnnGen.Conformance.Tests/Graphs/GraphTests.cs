using RnnGen.Execution;
using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>What every model with a <c>[Forward]</c> method must do.</summary>
public sealed class GraphTests
{
    private const int Rows = 19;
    private const int Steps = 6;

    private static readonly CpuBackend s_backend = new();

    internal static readonly Lazy<CompiledDeclarations> Compiled = new(static () => DeclarationCompiler.Compile(
        GraphCases.All.SelectMany(static graph => new[]
        {
            graph.Declare(Precision.Double), graph.Declare(Precision.Single),
        })));

    /// <summary>All graphs.</summary>
    public static TheoryData<string> Cases => [.. GraphCases.All.Select(static graph => graph.Name)];

    /// <summary>Those that stream.</summary>
    public static TheoryData<string> Causal
        => [.. GraphCases.All.Where(static graph => graph.IsCausal).Select(static graph => graph.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_InDouble_EqualFiniteDifferences(string name)
    {
        Model<double> model = Compiled.Value.Create<double>(GraphCases.Find(name).Declare(Precision.Double));
        StackCase drawn = Masked(model.Info, RandomCase.Draw(model.Info, name, 3, 4, [4, 1, 3], Seed(name)));
        FiniteDifferences.Check(s_backend, model, drawn);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddedRow_AgainstTheRowAlone_HasTheSameBits(string name)
    {
        (Model<float> model, StackCase drawn) = Large(name);
        StackResult whole = s_backend.Evaluate(model, drawn, gradients: false);
        for (int row = 0; row < Rows; row++)
        {
            StackResult alone = s_backend.Evaluate(model, drawn.Row(row), gradients: false);
            double[] padded = StackRows.Part(whole.Output, row, Rows);
            Results.SameBits(alone.Output, padded[..alone.Output.Length], $"output of row {row}");
            Assert.All(padded[alone.Output.Length..], static value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_AgainstRerunAndEvaluationAndThreads_HasTheSameBits(string name)
    {
        (Model<float> model, StackCase drawn) = Large(name);
        model.MaxThreads = 1;
        StackResult one = s_backend.Evaluate(model, drawn, gradients: true);
        if (model.Info.DropoutSites.Count == 0)
            Results.SameBits(one with { Gradients = null }, s_backend.Evaluate(model, drawn, gradients: false));
        model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
        foreach (int threads in new[] { 1, 2, 3 })
        {
            model.MaxThreads = threads;
            Results.SameBits(one, s_backend.Evaluate(model, drawn, gradients: true));
        }
    }

    [Theory]
    [MemberData(nameof(Causal))]
    public void Stream_AgainstTheWholeSequence_HasTheSameBits(string name)
    {
        (Model<float> model, StackCase drawn) = Large(name);
        for (int row = 0; row < 5; row++)
        {
            StackCase alone = drawn.Row(row);
            double[] streamed = s_backend.Stream(model, alone).Output;
            int width = model.Info.Outputs;
            for (int steps = 1; steps <= alone.Steps; steps++)
            {
                StackCase prefix = alone with
                {
                    Steps = steps,
                    Features = alone.Features![..(steps * model.Info.Features)],
                };
                double[] whole = s_backend.Evaluate(model, prefix, gradients: false).Output[^width..];
                Results.SameBits(whole, streamed[((steps - 1) * width)..(steps * width)], $"row {row}, step {steps}");
            }
        }
    }

    [Fact]
    public void Infos_OfBothKinds_SayWhetherTheyStream() => Assert.All(GraphCases.All, static graph => Assert.Equal(
        graph.IsCausal, Compiled.Value.Create<float>(graph.Declare(Precision.Single)).Info.IsCausal));

    private static (Model<float> Model, StackCase Case) Large(string name)
    {
        Model<float> model = Compiled.Value.Create<float>(GraphCases.Find(name).Declare(Precision.Single));
        var random = new Random(Seed(name));
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(row => row == 7 ? Steps : random.Next(1, Steps + 1))];
        return (model, RandomCase.Draw(model.Info, name, Rows, Steps, lengths, Seed(name)));
    }

    /// <summary>With a mask for every place that drops.</summary>
    private static StackCase Masked(ModelInfo info, StackCase drawn) => drawn with
    {
        Dropout = info.DropoutSites.Count > 0,
        Masks = info.DropoutSites.ToDictionary(static site => site.Name, site => Enumerable
            .Range(0, drawn.Rows * (site.PerSequence ? 1 : drawn.Steps) * site.Width)
            .Select(static i => i % 3 == 0 ? 0 : 1.5).ToArray()),
    };

    private static int Seed(string name) => name.Aggregate(17, static (seed, c) => unchecked((seed * 31) + c));
}
