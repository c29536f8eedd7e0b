namespace RnnGen.Data.Tests.Data;

public sealed class TimeSeriesReaderTests
{
    private const string Header = "#remark\r\n@problemName Two Words\n@univariate false\n@classLabel true b a\n@data\n";

    private static TimeSeriesData<double> Read(string text) =>
        TimeSeriesReader.Read<double>(new StringReader(text), "f");

    [Fact]
    public void Read_UnequalLengths_AreTimeMajor()
    {
        TimeSeriesData<double> data = Read("\uFEFF" + Header + "1,2,3:4,?,NaN:a\r\n\n5 : 6 : b\n");
        Assert.Equal(("Two Words", 2), (data.ProblemName, data.Dimensions));
        Assert.Equal(["b", "a"], data.ClassLabels);
        Assert.Equal([1, 4, 2, double.NaN, 3, double.NaN], data.Cases[0].Features.ToArray());
        TimeSeriesCase<double> first = data.Cases[0];
        Assert.Equal((3, "a", 1, 6), (first.Steps, first.Label, first.Class, first.Line));
        IReadOnlyList<Sample<double>> samples = data.ToSamples();
        Assert.Equal((1, 0), (samples[1].Steps, samples[1].Class));
    }

    [Fact]
    public void Read_NoLabels_HasNone()
    {
        TimeSeriesData<double> data = Read("@classLabel false\n@data\n1,2\n");
        Assert.Equal((1, (string?)null, -1), (data.Dimensions, data.Cases[0].Label, data.Cases[0].Class));
        Assert.True(data.ToSamples()[0].Classes.IsEmpty);
    }

    [Fact]
    public void Read_Target_IsTheLabel()
    {
        TimeSeriesData<double> data = Read("@targetLabel true\n@data\n1,2:0.5\n");
        Assert.Equal(("0.5", -1, 0.5), (data.Cases[0].Label, data.Cases[0].Class, data.Cases[0].Target));
        Sample<double> sample = data.ToSamples()[0];
        Assert.Equal([0.5], sample.Targets.ToArray());
        Assert.True(sample.Classes.IsEmpty);
    }

    [Theory]
    [InlineData(
        "@timeStamps true\n", 1, 1, "expected @timeStamps false, found true: series with time stamps are not read.")]
    [InlineData("@missing maybe\n", 1, 10, "expected true or false, found \"maybe\".")]
    [InlineData("@dimensions 0\n", 1, 13, "expected a number above 0, found \"0\".")]
    [InlineData("@dimensions\n", 1, 12, "expected a number above 0, found nothing.")]
    [InlineData("@classLabel true\n", 1, 17, "expected class labels after @classLabel true, found nothing.")]
    [InlineData("@classLabel true 1 1\n", 1, 1, "expected each class label once, found \"1\" twice.")]
    [InlineData("@univariate true\n", 2, 1, "expected @data, found the end of the file.")]
    [InlineData("@data\n", 2, 1, "expected a series after @data, found the end of the file.")]
    [InlineData(Header + "1,2:3:b", 6, 5, "expected 2 values in dimension 2 as in the first, found 1.")]
    [InlineData(Header + "1,2:3,4,5:b", 6, 5, "expected 2 values in dimension 2 as in the first, found 3.")]
    [InlineData(Header + "1,x:3,4:b", 6, 3, "expected a number or \"?\", found \"x\".")]
    [InlineData(Header + "1,:3,4:b", 6, 3, "expected a number or \"?\", found nothing.")]
    [InlineData(Header + "1:2:c", 6, 5, "expected one of the labels b, a, found \"c\".")]
    [InlineData(Header + "1:2:b\n1:b", 7, 4, "expected 2 dimensions and a label between \":\", found 2 parts.")]
    [InlineData(Header + "b", 6, 2, "expected 1 dimensions and a label between \":\", found 1 parts.")]
    [InlineData("@data\n(2020-01-01,1)", 2, 1, "expected a value, found \"(\": series with time stamps are not read.")]
    [InlineData("@equalLength true\n@data\n1,2\n3", 4, 1, "expected 2 steps as @equalLength says, found 1.")]
    [InlineData("@targetLabel true\n@data\n1:x", 3, 3, "expected a number or \"?\", found \"x\".")]
    public void Read_Malformed_NamesThePlace(string text, int line, int column, string problem) =>
        Malformed.Check(
            text, line, column, problem, static (reader, name) => TimeSeriesReader.Read<float>(reader, name).Cases);

    [Fact]
    public void Read_UnknownHeader_NamesTheKnown()
    {
        DataFormatException error = Assert.Throws<DataFormatException>(static () => Read("@classLable true\n"));
        Assert.Contains("@classLabel", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("found \"@classLable\".", error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Read_JapaneseVowels_HasItsSizes()
    {
        TimeSeriesData<float> train =
            TimeSeriesReader.Read<float>(SharedData.Path("japanese-vowels", "JapaneseVowels_TRAIN.ts"));
        TimeSeriesData<float> test =
            TimeSeriesReader.Read<float>(SharedData.Path("japanese-vowels", "JapaneseVowels_TEST.ts"));
        Assert.Equal((270, 370), (train.Cases.Count, test.Cases.Count));
        Assert.Equal((12, 9), (train.Dimensions, train.ClassLabels.Count));
        int[] lengths = [.. train.Cases.Concat(test.Cases).Select(static item => item.Steps)];
        Assert.Equal((7, 29), (lengths.Min(), lengths.Max()));
        // The first line's first and second dimension begin with these.
        Assert.Equal((1.860936f, -0.207383f), (train.Cases[0].Features.Span[0], train.Cases[0].Features.Span[1]));
        Assert.All(train.Cases, static item => Assert.InRange(item.Class, 0, 8));
        Assert.Equal(30, train.Cases.Count(static item => item.Label == "9"));
    }

    [SharedDataFact]
    public void Read_EqualLengths_HaveTheirSizes()
    {
        TimeSeriesData<float> power =
            TimeSeriesReader.Read<float>(SharedData.Path("japanese-vowels", "ItalyPowerDemand_TEST.ts"));
        Assert.Equal((1029, 1, 24), (power.Cases.Count, power.Dimensions, power.Cases[0].Steps));
        TimeSeriesData<float> motions =
            TimeSeriesReader.Read<float>(SharedData.Path("japanese-vowels", "BasicMotions_TRAIN.ts"));
        Assert.Equal((40, 6, 100), (motions.Cases.Count, motions.Dimensions, motions.Cases[0].Steps));
    }
}
