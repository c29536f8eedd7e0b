namespace RnnGen.Data.Tests.Metrics;

public sealed class TagSpanTests
{
    [Theory]
    [InlineData("O B-PER I-PER O B-LOC", "PER 1-3, LOC 4-5")]
    [InlineData("B-LOC B-LOC I-LOC", "LOC 0-1, LOC 1-3")]
    [InlineData("O I-PER I-PER I-LOC", "PER 1-3, LOC 3-4")] // continues nothing, so it begins
    [InlineData("S-PER B-LOC I-LOC E-LOC I-LOC", "PER 0-1, LOC 1-4, LOC 4-5")]
    [InlineData("O noun B- B", "")]
    [InlineData("", "")]
    public void Read_Labels_GivesSpansByTheRulesOfConlleval(string labels, string expected)
    {
        IReadOnlyList<TagSpan> spans = TagSpan.Read(labels.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(expected, string.Join(", ", spans.Select(static s => $"{s.Type} {s.Start}-{s.End}")));
    }

    [Fact]
    public void Read_Null_IsRefused() => Assert.Throws<ArgumentNullException>(() => TagSpan.Read(null!));
}
