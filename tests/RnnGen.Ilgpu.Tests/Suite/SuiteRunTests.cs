namespace RnnGen.Ilgpu.Tests.Suite;

/// <summary>The tests as a program of their own.</summary>
public sealed class SuiteRunTests
{
    [Fact]
    public void Run_OfSomeNames_SaysWhatItRanAndTheSum()
    {
        var said = new StringWriter();
        using (var suite = new SuiteRun(said))
            Assert.True(suite.Run(["bytecount_format"]));
        string[] lines = said.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.All(
            lines[1..^1], static line => Assert.Matches(@"^ok +\d+\.\d s  .*ByteCount_Format_IsReadable\(", line));
        Assert.Equal("5 passed, 0 failed, 0 skipped", lines[^1]);
    }

    [Fact]
    public void Run_OfNothing_IsNoSuccess()
    {
        var said = new StringWriter();
        using var suite = new SuiteRun(said);
        Assert.False(suite.Run(["there is no such test"]));
        Assert.EndsWith("0 passed, 0 failed, 0 skipped", said.ToString().TrimEnd());
    }
}
