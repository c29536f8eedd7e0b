using System.Globalization;
using Spectre.Console;

namespace RnnGen.Reports.Tests;

public sealed class PlainTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void Report_ToAFile_IsALineAnEpochAndOneEveryTenSeconds()
    {
        using var progress = new ConsoleProgress(FakeConsole.File(_output));
        for (int second = 1; second <= 25; second++)
            progress.Report(Reports.Batch(1, second, second));
        progress.Report(Reports.Epoch(1, 26, ("accuracy", 0.875), ("f1", double.NaN)));
        progress.Report(Reports.Batch(2, 20, 35.9));
        progress.Report(Reports.Epoch(2, 40));
        progress.Report(Reports.End(3, 41));

        Assert.False(progress.IsLive);
        Assert.Equal(
            """
            epoch  1/10   batch  10/200   loss 0.5123   1,234 seq/s   45,679 tokens/s   1 min 35 s left
            epoch  1/10   batch  20/200   loss 0.5123   1,234 seq/s   45,679 tokens/s   1 min 35 s left
            epoch  1/10   loss 0.5000   validation 1.23e-4   accuracy 0.8750   f1    NaN   1 min 15 s
            epoch  2/10   loss 0.5000   validation 1.23e-4   1 min 15 s

            """,
            _output.ToString());
    }

    [Fact]
    public void Report_SecondRun_StartsItsClockAnew()
    {
        using var progress = new ConsoleProgress(FakeConsole.File(_output));
        progress.Report(Reports.Batch(1, 1, 100));
        progress.Report(Reports.Batch(1, 2, 1));
        progress.Report(Reports.Batch(1, 3, 12));
        Assert.Equal(2, _output.ToString().Count(static c => c == '\n'));
    }

    [Fact]
    public void Report_NumberOfBatchesUnknown_ShowsTheTimeSoFar()
    {
        using var progress = new ConsoleProgress(FakeConsole.File(_output)) { PlainInterval = TimeSpan.Zero };
        progress.Report(Reports.Batch(1, 7, 3725, batches: null));
        Assert.Equal(
            "epoch  1/10   batch 7   loss 0.5123   1,234 seq/s   45,679 tokens/s   1 h 02 min\n", _output.ToString());
    }

    [Fact]
    public void Report_HostileMetricName_StaysOnItsLine()
    {
        using var progress = new ConsoleProgress(FakeConsole.File(_output));
        progress.Report(Reports.Epoch(1, 1, ("[red]a\u001b[2J\r\nb", 0.5)));
        Assert.Contains("[red]a [2J  b 0.5000", _output.ToString());
        Assert.DoesNotContain(_output.ToString().TrimEnd('\n'), char.IsControl);
    }

    [Fact]
    public void Report_CultureWithCommas_WritesPoints()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = culture;
        try
        {
            using var progress = new ConsoleProgress(FakeConsole.File(_output)) { PlainInterval = TimeSpan.Zero };
            progress.Report(Reports.Batch(1, 7, 3));
            Assert.Contains("loss 0.5123   1,234 seq/s", _output.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, true, true, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, true, false, false)]
    public void IsLive_NeedsATerminalThatCanDrawAndSomebodyBeforeIt(
        bool isTerminal, bool ansi, bool interactive, bool expected)
    {
        IAnsiConsole console = FakeConsole.Create(
            _output, 80, isTerminal, ansi ? AnsiSupport.Yes : AnsiSupport.No, colors: true, interactive);
        using var progress = new ConsoleProgress(console);
        Assert.Equal(expected, progress.IsLive);
    }

    [Fact]
    public void EveryEpochs_Three_WritesTheFirstEachThirdAndTheLast()
    {
        using var progress = new ConsoleProgress(FakeConsole.File(_output)) { EveryEpochs = 3 };
        for (int epoch = 1; epoch <= 8; epoch++)
            progress.Report(Reports.Epoch(epoch, epoch));
        progress.Report(Reports.End(9, 9));
        Assert.Equal(
            ["1/10", "3/10", "6/10", "8/10"],
            _output.ToString().TrimEnd().Split('\n').Select(static line => line[6..11].Trim()));
    }

    [Fact]
    public void Report_WriterFails_IsSilentFromThenOn()
    {
        var broken = new BrokenWriter();
        using var progress = new ConsoleProgress(FakeConsole.File(broken));
        progress.Report(Reports.Epoch(1, 1));
        progress.Report(Reports.Epoch(2, 1));
        Assert.Equal(1, broken.Attempts);
    }

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConsoleProgress { EveryEpochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ConsoleProgress { PlainInterval = TimeSpan.FromSeconds(-1) });
    }
}
