using Spectre.Console;

namespace RnnGen.Reports.Tests;

public sealed class LiveTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private Screen Seen => Screen.After(_output.ToString());

    [Fact]
    public void Report_Batch_DrawsTheBarInPlace()
    {
        using var progress = new ConsoleProgress(FakeConsole.Terminal(_output));
        progress.Report(Reports.Batch(1, 20, 1));
        progress.Report(Reports.Batch(1, 100, 2));

        string bar = new string('━', 18) + new string('─', 18);
        Assert.Equal(
            [
                $"epoch  1/10   {bar}   100/200   1 min 35 s left",
                "              loss 0.5123   gradient 1.2500   1,234 seq/s   45,679 tokens/s",
            ],
            Seen.Lines.Select(static line => line.Replace('#', '━').Replace('-', '─')));
        Assert.False(Seen.IsCursorVisible);
    }

    [Fact]
    public void Report_Epoch_LeavesALineAndTheNextBar()
    {
        using var progress = new ConsoleProgress(FakeConsole.Terminal(_output));
        progress.Report(Reports.Batch(1, 20, 1));
        progress.Report(Reports.Epoch(1, 2, ("accuracy", 0.875)));

        string[] lines = Seen.Lines;
        Assert.Equal(3, lines.Length);
        Assert.Equal("epoch  1/10   loss 0.5000   validation 1.23e-4   accuracy 0.8750   1 min 15 s", lines[0]);
        Assert.StartsWith("epoch  2/10", lines[1]);
        Assert.Contains("  0/200", lines[1]);
    }

    [Fact]
    public void Report_EpochsWithoutALine_ShowTheirMetricsBelowTheBar()
    {
        using var progress = new ConsoleProgress(FakeConsole.Terminal(_output, 100)) { EveryEpochs = 5 };
        progress.Report(Reports.Epoch(1, 1, ("accuracy", 0.5)));
        progress.Report(Reports.Epoch(2, 2, ("accuracy", 0.875)));
        Assert.Equal(3, Seen.Lines.Length);
        Assert.Contains("accuracy 0.8750", Seen.Lines[2]);
    }

    [Fact]
    public void Write_WhileTheBarIsThere_GoesAboveIt()
    {
        IAnsiConsole console = FakeConsole.Terminal(_output);
        using var progress = new ConsoleProgress(console);
        progress.Report(Reports.Batch(1, 20, 1));
        console.WriteLine("first");
        progress.Report(Reports.Batch(1, 21, 1));
        console.WriteLine("second");

        Assert.Equal(["first", "second"], Seen.Lines[..2]);
        Assert.StartsWith("epoch  1/10", Seen.Lines[2]);
        Assert.Equal(4, Seen.Lines.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_LastReportOrDispose_RemovesTheBarAndShowsTheCursor(bool isReported)
    {
        IAnsiConsole console = FakeConsole.Terminal(_output);
        using var progress = new ConsoleProgress(console);
        progress.Report(Reports.Epoch(1, 1));
        progress.Report(Reports.Batch(2, 20, 2));
        if (isReported)
            progress.Report(Reports.End(2, 3));
        else
            progress.Dispose();
        console.WriteLine("after");

        Assert.True(Seen.IsCursorVisible);
        Assert.Equal(["after", ""], Seen.Lines[1..]);
    }

    [Fact]
    public void Report_AfterDispose_ShowsNothing()
    {
        var progress = new ConsoleProgress(FakeConsole.Terminal(_output));
        progress.Dispose();
        progress.Report(Reports.Batch(1, 20, 1));
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Report_AnyWidth_NeverWrapsTheBar()
    {
        for (int width = 1; width <= 200; width++)
        {
            var output = new StringWriter { NewLine = "\n" };
            using var progress = new ConsoleProgress(FakeConsole.Terminal(output, width));
            progress.Report(Reports.Batch(1, 20, 1));
            progress.Report(Reports.Batch(1, 21, 1, batches: null));
            string[] lines = Screen.After(output.ToString()).Lines;
            Assert.Equal(2, lines.Length);
            Assert.All(lines, line => Assert.True(line.Length < Math.Max(width, 2), line));
            if (width >= 20)
            {
                Assert.StartsWith("epoch  1/10", lines[0]);
                Assert.Contains("loss 0.5123", lines[1]);
            }

            progress.Report(Reports.Epoch(1, 2, ("accuracy", 0.875)));
        }
    }

    [Fact]
    public void Report_NoColors_HasNoColorCodes()
    {
        var colored = new StringWriter();
        foreach ((StringWriter writer, bool colors) in new[] { (_output, false), (colored, true) })
        {
            using var progress = new ConsoleProgress(FakeConsole.Terminal(writer, colors: colors));
            progress.Report(Reports.Batch(1, 20, 1));
            progress.Report(Reports.Epoch(1, 1));
        }

        Assert.DoesNotMatch(@"\u001b\[[0-9;]*m", _output.ToString());
        Assert.Matches(@"\u001b\[[0-9;]*m", colored.ToString());
    }

    [Fact]
    public void Report_WriterFails_IsSilentFromThenOn()
    {
        using var progress = new ConsoleProgress(FakeConsole.Terminal(new BrokenWriter()));
        progress.Report(Reports.Batch(1, 20, 1));
        progress.Report(Reports.Batch(1, 21, 1));
    }
}
