using System.Text.Json;

namespace RnnGen.Data.Tests.Data;

public sealed class JsonLinesReaderTests
{
    [Fact]
    public void Read_Values_OutliveTheLine()
    {
        JsonElement[] values =
            [.. JsonLinesReader.Read(new StringReader("\uFEFF{\"a\":1}\r\n\r\n  \n[2]\n\"three\""), "f")];
        Assert.Equal(["{\"a\":1}", "[2]", "\"three\""], values.Select(static value => value.GetRawText()));
    }

    [Fact]
    public void Read_Selector_GivesItsResults()
    {
        IEnumerable<int> values = JsonLinesReader.Read(
            new StringReader("{\"a\":1}\n{\"a\":2}"), "f", static value => value.GetProperty("a").GetInt32());
        Assert.Equal([1, 2], values);
    }

    [Theory]
    [InlineData("1\n{\"é\":x}", 2, 6)]
    [InlineData("{\"a\":", 1, 6)]
    [InlineData("1 2", 1, 3)]
    public void Read_Malformed_NamesThePlace(string text, int line, int column)
    {
        DataFormatException error =
            Assert.Throws<DataFormatException>(() => JsonLinesReader.Read(new StringReader(text), "f").Count());
        Assert.StartsWith($"f({line},{column}): expected a json value: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"a\":\"x\"}")]
    [InlineData("{\"a\":1.5}")]
    public void Read_AnotherShape_NamesTheLine(string text)
    {
        DataFormatException error = Assert.Throws<DataFormatException>(() => JsonLinesReader.Read(
            new StringReader("{\"a\":1}\n" + text), "f", static value => value.GetProperty("a").GetInt32()).Count());
        Assert.Equal((2, 1), (error.Line, error.Column));
    }
}
