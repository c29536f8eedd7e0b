namespace RnnGen.Data.Tests.Data;

/// <summary>Whatever a file holds, a reader gives items or a DataFormatException.</summary>
public sealed class MutationTests
{
    private const int Rounds = 4000;

    private static readonly string[] s_pieces =
    [
        "\t", "\n", "\r", "\r\n", " ", "\"", ",", ":", "?", "{", "}", "[", "]", "@", "#", "-", ".", "0", "1", "1e999",
        "NaN", "\\ud800", "\uD800", "\uDC00", "\uFEFF", "\0", "é", "😀", "999999999999", "null", "true", "@data",
        "(", "\u2028", "\u0085",
    ];

    private static readonly Dictionary<string, (string Text, Action<TextReader> Read)> s_readers = new()
    {
        ["conllu"] = (
            "# text = a b\n1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\t_\t_\t0\troot\t_\t_\n"
            + "2\tb\tb\tX\t_\t_\t1\tx\t_\t_\n2.1\tb\tb\tX\t_\t_\t1\tx\t_\t_\n\n1\tc\tc\tY\t_\t_\t0\troot\t_\t_\n",
            static reader => Drain(ConlluReader.Read(reader, "f"))),
        ["conll"] = (
            "-DOCSTART- O\n\nEU I-ORG\nsays O\n\t\nyes O\n",
            static reader => Drain(ConllReader.Read(reader, "f"))),
        ["csv"] = (
            "a,b\r\n1,\"x \"\"y\"\"\r\n\"\r\n2.5,z\r\n",
            static reader => Drain(CsvReader.Read(reader, "f").Select(static row => row.Number<float>("a")))),
        ["csv column"] = (
            "a,b\n1,2\n\"3\",4\n",
            static reader => CsvReader.ReadColumn<double>(reader, "f", "b")),
        ["ts"] = (
            "#r\n@problemName P\n@timeStamps false\n@missing true\n@univariate false\n@dimensions 2\n"
            + "@equalLength true\n@seriesLength 3\n@classLabel true a b\n@data\n1,2,3:4,?,6:a\n1,2,3:4,5,6:b\n",
            static reader => TimeSeriesReader.Read<float>(reader, "f").ToSamples()),
        ["ts target"] = (
            "@targetLabel true\n@data\n1,2:0.5\n3:1\n",
            static reader => TimeSeriesReader.Read<double>(reader, "f").ToSamples()),
        ["jsonl"] = (
            "{\"a\":1,\"b\":[true,null]}\n\"x\\u00e9\"\n[2]\n",
            static reader => Drain(JsonLinesReader.Read(reader, "f"))),
        ["jsonl shape"] = (
            "{\"a\":1,\"b\":[\"x\"]}\n{\"a\":2,\"b\":[\"\\ud83d\\ude00\"]}\n",
            static reader => Drain(JsonLinesReader.Read(
                reader,
                "f",
                static value => (value.GetProperty("a").GetInt32(), value.GetProperty("b")[0].GetString())))),
        ["snips"] = (
            "{\"A\":[{\"data\":[{\"text\":\"x \\u00e9\"},{\"text\":\"y z\",\"entity\":\"e\"}],\"k\":{}},"
            + "{\"data\":[]}]}",
            static reader => SnipsReader.Read(reader, "f", Tokenizer.Words())),
    };

    public static TheoryData<string> Readers => [.. s_readers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Read_MutatedText_ThrowsOnlyDataFormatException(string reader)
    {
        (string text, Action<TextReader> read) = s_readers[reader];
        read(new StringReader(text));
        int refused = 0;
        for (int seed = 0; seed < Rounds; seed++)
        {
            string mutated = Mutate(text, new System.Random(seed));
            try
            {
                read(new StringReader(mutated));
            }
            catch (DataFormatException error)
            {
                refused++;
                Assert.StartsWith(
                    $"f({error.Line},{error.Column}): expected ", error.Message, StringComparison.Ordinal);
                Assert.True(IsPlace(mutated, error.Line, error.Column), $"seed {seed}: {error.Message}");
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }

        Assert.InRange(refused, Rounds / 20, Rounds - 1);
    }

    private static string Mutate(string text, System.Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(random.Next(0, 6), text.Length - at);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                2 => text.Remove(at, length).Insert(at, s_pieces[random.Next(s_pieces.Length)]),
                _ => text.Insert(random.Next(text.Length + 1), text.Substring(at, length)),
            };
        }

        return text;
    }

    // The place is a character of the text, the end of a line, or the start of the line after the last.
    private static bool IsPlace(string text, int line, int column)
    {
        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        return line >= 1 && column >= 1 && line <= lines.Length + 1
            && column <= (line <= lines.Length ? lines[line - 1].Length + 1 : 1);
    }

    private static void Drain<TItem>(IEnumerable<TItem> items)
    {
        foreach (TItem _ in items)
        {
        }
    }
}
