using RnnGen.Data;
using Samples;

namespace PartOfSpeechTagger;

/// <summary>Reads a treebank of Universal Dependencies: files in CoNLL-U, one to train and one to test on.</summary>
internal static class Treebank
{
    /// <summary>The sentences of a treebank's folder.</summary>
    public static SentenceSet Read(string folder) =>
        new(ReadPart(folder, "*-ud-train.conllu"), ReadPart(folder, "*-ud-test.conllu"));

    private static Sentence[] ReadPart(string folder, string pattern) =>
    [
        .. from path in DataFiles.Find(folder, pattern)
           from sentence in ConlluReader.Read(path)
           let words = sentence.Forms.Select(static form => form.ToLowerInvariant())
           select new Sentence([.. words], sentence.Upos),
    ];
}
