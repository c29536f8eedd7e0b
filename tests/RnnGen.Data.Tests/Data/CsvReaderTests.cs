using System.Globalization;

namespace RnnGen.Data.Tests.Data;

public sealed class CsvReaderTests
{
    private static CsvRow[] Rows(string text, CsvOptions? options = null) =>
        [.. CsvReader.Read(new StringReader(text), "f", options)];

    [Fact]
    public void Read_Quotes_HoldAnything()
    {
        CsvRow[] rows = Rows("\uFEFFname,note\r\n\"a \"\"b\"\"\",\"x,\r\ny\"\r\n\r\nc,\r\n");
        Assert.Equal(2, rows.Length);
        Assert.Equal(["a \"b\"", "x,\r\ny"], rows[0].Fields);
        Assert.Equal(["c", ""], rows[1].Fields);
        Assert.Equal((2, 5), (rows[0].Line, rows[1].Line));
        Assert.Equal("c", rows[1]["name"]);
    }

    [Fact]
    public void Read_TwoColumnsOfOneName_AreReadByNumber()
    {
        CsvRow row = Rows("t,\"v\",v\n1,2,3\n").Single();
        Assert.Equal((1.0, 2.0, 3.0), (row.Number<double>("t"), row.Number<double>(1), row.Number<double>(2)));
        var e = Assert.Throws<DataFormatException>(() => row["v"]);
        Assert.Contains(
            "expected one column \"v\", found 2: ask for it by its number.", e.Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => row.Number<double>("v"));
        Assert.Throws<DataFormatException>(() => CsvReader.ReadColumn<float>(new StringReader("v,v\n"), "f", "v"));
    }

    [Fact]
    public void Read_NoHeader_NumbersColumns()
    {
        CsvRow row = Rows("1;2,5", new CsvOptions { HasHeader = false, Separator = ';' }).Single();
        Assert.Equal(["0", "1"], row.Columns);
        Assert.Equal("2,5", row["1"]);
        Assert.Equal(1.0, row.Number<double>(0));
    }

    [Fact]
    public void Read_NoQuote_LeavesQuotesAlone()
    {
        CsvRow row = Rows("\"Go\" he\tsaid\n", new CsvOptions { HasHeader = false, Separator = '\t', Quote = null })
            .Single();
        Assert.Equal(["\"Go\" he", "said"], row.Fields);
    }

    [Fact]
    public void Number_AnyCulture_ReadsPoints()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(
                [1.5f, -2e-3f], CsvReader.ReadColumn<float>(new StringReader("x\n1.5\n -2e-3 \n"), "f", "x"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ReadNumbers_Columns_AreInTheOrderAsked()
    {
        double[] numbers =
            CsvReader.ReadNumbers<double>(new StringReader("a,b,c\n1,x,2\n3,y,4"), "f", ["c", "a"]);
        Assert.Equal([2.0, 1, 4, 3], numbers);
    }

    [Theory]
    [InlineData("a,b\n1", 2, 1, "expected 2 fields, found 1.")]
    [InlineData("a,b\n1,2,3", 2, 5, "expected 2 fields, found 3.")]
    [InlineData("a\n\"x", 2, 1, "expected a closing \", found the end of the file.")]
    [InlineData("a,b\n\"x\"y,2", 2, 4, "expected , or the end of the line after the closing \", found \"y\".")]
    [InlineData("a,b\nx\"y,2", 2, 2, "expected , or the end of the line, found \" within a field that is not quoted.")]
    [InlineData("a\n\"1\n\n2\"\n\"", 5, 1, "expected a closing \", found the end of the file.")]
    [InlineData("", 1, 1, "expected a header, found the end of the file.")]
    public void Read_Malformed_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(text, line, column, problem, static (reader, name) => CsvReader.Read(reader, name));

    [Theory]
    [InlineData("a,b\n1,two", 2, 3, "expected a number in column \"b\", found \"two\".")]
    [InlineData("a,b\n\"x\ny\",NaN", 3, 4, "expected a number in column \"b\", found \"NaN\".")]
    [InlineData("a,b\n1,1e999", 2, 3, "expected a number in column \"b\", found \"1e999\".")]
    [InlineData("a,b\n1,", 2, 3, "expected a number in column \"b\", found nothing.")]
    [InlineData("a,c\n", 1, 1, "expected a column \"b\", found \"a\", \"c\".")]
    public void ReadColumn_Malformed_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(
            text, line, column, problem, static (reader, name) => CsvReader.ReadColumn<double>(reader, name, "b"));

    [Fact]
    public void Row_BadColumn_IsNamed()
    {
        CsvRow row = Rows("a\n1").Single();
        Assert.Throws<ArgumentOutOfRangeException>(() => row[1]);
        Assert.Throws<DataFormatException>(() => row["b"]);
        Assert.Throws<ArgumentException>(
            static () => CsvReader.Read("f", new CsvOptions { Separator = '"' }));
    }

    [Fact]
    public void Read_LongText_CrossesTheBuffer()
    {
        string text = "a,b\r\n" + string.Concat(Enumerable.Range(0, 5000).Select(static i => $"\"{i}\r\n\",{i}\r\n"));
        CsvRow[] rows = Rows(text);
        Assert.Equal(5000, rows.Length);
        Assert.Equal("4999\r\n", rows[^1][0]);
        Assert.Equal(2 + (2 * 4999), rows[^1].Line);
    }

    [SharedDataFact]
    public void Read_ClassicSeries_HaveTheirRows()
    {
        float[] airline = CsvReader.ReadColumn<float>(
            SharedData.Path("classic-series", "airline-passengers.csv"), "Passengers");
        Assert.Equal((144, 112f, 432f), (airline.Length, airline[0], airline[^1]));
        Assert.Equal(2820, CsvReader.Read(SharedData.Path("classic-series", "monthly-sunspots.csv")).Count());
        double[] temperatures = CsvReader.ReadColumn<double>(
            SharedData.Path("classic-series", "daily-min-temperatures.csv"), "Temp");
        double[] sales = CsvReader.ReadColumn<double>(
            SharedData.Path("classic-series", "monthly-shampoo-sales.csv"), "Sales");
        Assert.Equal((3650, 36), (temperatures.Length, sales.Length));
    }

    [SharedDataFact]
    public void ReadNumbers_Etth1_HasSevenColumns()
    {
        float[] series = CsvReader.ReadNumbers<float>(
            SharedData.Path("etth1", "ETTh1.csv"), ["HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"]);
        Assert.Equal(17420 * 7, series.Length);
    }

    [SharedDataFact]
    public void Read_TabsWithoutQuotes_ReadsSentiment()
    {
        var options = new CsvOptions { HasHeader = false, Separator = '\t', Quote = null };
        CsvRow[] rows = [.. CsvReader.Read(SharedData.Path("sentiment-uci", "imdb_labelled.txt"), options)];
        Assert.Equal(1000, rows.Length);
        Assert.Equal(500, rows.Count(static row => row[1] == "1"));
        // This file has a line without its tab.
        DataFormatException error = Assert.Throws<DataFormatException>(
            () => CsvReader.Read(SharedData.Path("sentiment-uci", "yelp_labelled.txt"), options).Count());
        Assert.Equal((945, 1), (error.Line, error.Column));
        Assert.Equal(5000, CsvReader.Read(SharedData.Path("tatoeba-eng-fra", "eng-fra.txt"), options).Count());
    }
}
