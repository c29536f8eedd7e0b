using Spectre.Console;

namespace RnnGen.Reports.Tests;

/// <summary>A real trainer behind the display.</summary>
public sealed class RunTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private static Sample<float>[] Samples =>
        [.. Enumerable.Range(0, 60).Select(i =>
            Sample<float>.FromFeatures(new float[] { i % 3, 1, i % 2 }, 3) with { Class = i % 2 })];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_Completed_LeavesALineAnEpoch(bool isLive)
    {
        using ConsoleProgress progress = Start(isLive, out Trainer<float> trainer);
        trainer.Fit(Samples, Samples, epochs: 4);
        AssertLines(4);
        trainer.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_MaxSteps_LeavesTheLineOfTheEpochThatWasCutShort(bool isLive)
    {
        using ConsoleProgress progress = Start(isLive, out Trainer<float> trainer);
        trainer.MaxSteps = 9;
        trainer.Fit(Samples, Samples, epochs: 4);
        AssertLines(2);
        trainer.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_Exception_LeavesACleanConsole(bool isLive)
    {
        using ConsoleProgress progress = Start(isLive, out Trainer<float> trainer);
        using var source = new CancellationTokenSource();
        trainer.Callbacks.Add(new CancelAt(9, source));
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Samples, Samples, epochs: 4, source.Token));
        AssertLines(1);
        trainer.Dispose();
    }

    private ConsoleProgress Start(bool isLive, out Trainer<float> trainer)
    {
        IAnsiConsole console = isLive ? FakeConsole.Terminal(_output, colors: true) : FakeConsole.File(_output);
        var progress = new ConsoleProgress(console);
        trainer = new Trainer<float>(new Parity(seed: 1), new Adam()) { BatchSize = 10, Progress = progress };
        return progress;
    }

    private void AssertLines(int epochs)
    {
        Screen screen = Screen.After(_output.ToString());
        Assert.True(screen.IsCursorVisible);
        Assert.Equal("", screen.Lines[^1]);
        Assert.Equal(
            Enumerable.Range(1, epochs).Select(static epoch => $"epoch {epoch}/4   loss"),
            screen.Lines[..^1].Select(static line => line[..16]));
    }

    private sealed class CancelAt(long step, CancellationTokenSource source) : TrainingCallback
    {
        public override void OnStep(TrainingContext context)
        {
            if (context.Step == step)
                source.Cancel();
        }
    }
}
