using RnnGen.Data;
using Samples;

namespace Translator;

/// <summary>The published pairs: a line each, English, French and whose they are, with tabs between.</summary>
internal static class TatoebaFile
{
    public static Pair[] Read(string path)
    {
        Pair[] pairs =
        [
            .. File.ReadLines(path).Select((line, i) => line.Split('\t') is [var english, var french, ..]
                ? new Pair(english, french)
                : throw new DataFormatException(path, i + 1, 1, "expected English, a tab and French.")),
        ];
        DataFiles.Require(path, pairs.Length, 1, "pairs");
        return pairs;
    }
}
