using RnnGen.Execution;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>
/// For every built-in cell and option what backends must do and, beyond that, what the processor promises about bits.
/// </summary>
public abstract class ConformanceSuite : BackendSuite
{
    private const int Rows = 37;
    private const int Steps = 7;

    /// <summary>Whether streams run on this backend: then they equal the whole sequence bit for bit.</summary>
    protected virtual bool Streams => true;

    /// <summary>Names of the chosen cases.</summary>
    public static TheoryData<string> Cases => [.. ConformanceCase.Chosen.Select(c => c.Name)];

    /// <summary>Names of the chosen cases with one direction.</summary>
    public static TheoryData<string> OneDirection =>
        [.. ConformanceCase.Chosen.Where(c => !c.Bidirectional).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public override void Gradients_InDouble_EqualFiniteDifferences(string name)
        => base.Gradients_InDouble_EqualFiniteDifferences(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public override void Single_AgainstTheReference_StaysWithinBounds(string name)
        => base.Single_AgainstTheReference_StaysWithinBounds(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public override void Rerun_OfTheSameBatch_HasTheSameBits(string name)
        => base.Rerun_OfTheSameBatch_HasTheSameBits(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void PaddedRow_AgainstTheRowAlone_HasTheSameBits(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        StackResult whole = Backend.Evaluate(model, drawn, gradients: false);
        for (int row = 0; row < Rows; row++)
        {
            StackResult alone = Backend.Evaluate(model, drawn.Row(row), gradients: false);
            double[] padded = StackRows.Part(whole.Output, row, Rows);
            Results.SameBits(alone.Output, padded[..alone.Output.Length], $"output of row {row}");
            Assert.All(padded[alone.Output.Length..], value => Assert.Equal(0, value));
            foreach ((string state, double[] final) in alone.States)
                Results.SameBits(final, StackRows.Part(whole.States[state], row, Rows), $"{state} of row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluation_AgainstTraining_HasTheSameBits(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        StackResult training = Backend.Evaluate(model, drawn, gradients: true);
        Results.SameBits(training with { Gradients = null }, Backend.Evaluate(model, drawn, gradients: false));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_AnyNumber_GiveTheSameBits(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        model.MaxThreads = 1;
        StackResult one = Backend.Evaluate(model, drawn, gradients: true);
        foreach (int threads in new[] { 2, 4 })
        {
            model.MaxThreads = threads;
            Results.SameBits(one, Backend.Evaluate(model, drawn, gradients: true));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Team_OfAnySize_GivesTheSameBits(string name)
    {
        const int FewRows = 5;
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = RandomCase.Draw(
            model.Info, @case.Name, FewRows, Steps, @case.RowLengths(FewRows, Steps), Seed(@case.Name));
        model.MaxThreads = 1;
        StackResult training = Backend.Evaluate(model, drawn, gradients: true);
        StackResult evaluation = Backend.Evaluate(model, drawn, gradients: false);
        StackResult row = Backend.Evaluate(model, drawn.Row(1), gradients: false);
        model.TeamRule = new TeamRule(WorthMeeting: 1, LeastPatience: 1000);
        foreach (int members in new[] { 2, 3, 4 })
        {
            model.MaxThreads = members;
            Results.SameBits(training, Backend.Evaluate(model, drawn, gradients: true));
            Results.SameBits(evaluation, Backend.Evaluate(model, drawn, gradients: false));
            Results.SameBits(row, Backend.Evaluate(model, drawn.Row(1), gradients: false));
        }
    }

    [Theory]
    [MemberData(nameof(OneDirection))]
    public void Stream_AgainstTheWholeSequence_HasTheSameBits(string name)
    {
        if (!Streams)
            return;
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        StackResult whole = Backend.Evaluate(model, drawn, gradients: false);
        foreach (int row in new[] { 0, (Rows / 2) - 1, Rows / 2, Rows - 1 })
        {
            StackResult streamed = Backend.Stream(model, drawn.Row(row));
            double[] padded = StackRows.Part(whole.Output, row, Rows);
            Results.SameBits(padded[..streamed.Output.Length], streamed.Output, $"output of row {row}");
            foreach ((string state, double[] final) in streamed.States)
                Results.SameBits(StackRows.Part(whole.States[state], row, Rows), final, $"{state} of row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(OneDirection))]
    public void GoBackwards_AgainstTheFlippedInput_HasTheSameBits(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        StackResult forward = Backend.Evaluate(model, drawn.Flipped(), gradients: false);
        Model<float> reversed =
            ConformanceModels.Of(@case).Create<float>(@case.LargeWith("GoBackwards = true"));
        StackResult backward = Backend.Evaluate(reversed, drawn, gradients: false);
        Results.SameBits(forward with { Output = drawn.Flip(forward.Output) }, backward);
    }

    [Theory]
    [MemberData(nameof(OneDirection))]
    public void Unroll_AgainstTheLoop_HasTheSameBits(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        StackCase drawn = Draw(model, @case);
        StackResult loop = Backend.Evaluate(model, drawn, gradients: true);
        Model<float> unrolled = ConformanceModels.Of(@case).Create<float>(@case.LargeWith("Unroll = 3"));
        Results.SameBits(loop, Backend.Evaluate(unrolled, drawn, gradients: true));
    }

    /// <inheritdoc/>
    protected override (Model<double> Model, StackCase Drawn) Small(string name)
    {
        ConformanceCase @case = ConformanceModels.Find(name);
        Model<double> model = ConformanceModels.Of(@case).Create<double>(@case.Small);
        return (model, RandomCase.Draw(model.Info, name, 3, 4, @case.RowLengths(3, 4), Seed(name)));
    }

    /// <inheritdoc/>
    protected override IEnumerable<(Model<float> Model, StackCase Drawn)> Large(string name)
    {
        (ConformanceCase @case, Model<float> model) = LargeModel(name);
        return [(model, Draw(model, @case))];
    }

    /// <summary>The same in double.</summary>
    protected override StackResult Reference(string name, StackCase drawn)
    {
        ConformanceCase @case = ConformanceModels.Find(name);
        Model<double> exact = ConformanceModels.Of(@case).Create<double>(@case.Large(Precision.Double));
        return Backend.Evaluate(exact, drawn, gradients: true);
    }

    private static (ConformanceCase Case, Model<float> Model) LargeModel(string name)
    {
        ConformanceCase @case = ConformanceModels.Find(name);
        return (@case, ConformanceModels.Of(@case).Create<float>(@case.Large(Precision.Single)));
    }

    private static StackCase Draw<T>(Model<T> model, ConformanceCase @case)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => RandomCase.Draw(model.Info, @case.Name, Rows, Steps, @case.RowLengths(Rows, Steps), Seed(@case.Name));
}
