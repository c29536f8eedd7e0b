using RnnGen;
using RnnGen.Data;

namespace Samples;

/// <summary>The published Snips data set: for each intent a file to train on and a file to validate on.</summary>
internal static class SnipsFiles
{
    /// <summary>The training utterances of a folder and those within.</summary>
    public static IEnumerable<SnipsUtterance> Training(string folder, Tokenizer tokenizer) =>
        Read(folder, "train_*.json", tokenizer);

    /// <summary>The validation utterances, which everybody tests on.</summary>
    public static IEnumerable<SnipsUtterance> Validation(string folder, Tokenizer tokenizer) =>
        Read(folder, "validate_*.json", tokenizer);

    private static IEnumerable<SnipsUtterance> Read(string folder, string pattern, Tokenizer tokenizer) =>
        from path in DataFiles.Find(folder, pattern, SearchOption.AllDirectories)
        where !HasFullVersion(path)
        from utterance in SnipsReader.Read(path, tokenizer)
        select utterance;

    // The original folders hold each training set twice: a small one, and all of it in a file "..._full.json".
    private static bool HasFullVersion(string path) => File.Exists(Path.ChangeExtension(path, null) + "_full.json");
}
