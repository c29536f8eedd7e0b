using RnnGen;
using RnnGen.Data;

namespace IntentClassifier;

/// <summary>Reads the published data set: for each intent a file to train on and a file to validate on.</summary>
internal static class SnipsFiles
{
    /// <summary>The commands of a folder and those within.</summary>
    public static CommandSet Read(string folder, Tokenizer tokenizer) =>
        new(Read(folder, "train_*.json", tokenizer), Read(folder, "validate_*.json", tokenizer));

    private static Command[] Read(string folder, string pattern, Tokenizer tokenizer) =>
    [
        .. from path in Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
           where !HasFullVersion(path)
           from utterance in SnipsReader.Read(path, tokenizer)
           select new Command(utterance.Intent, utterance.Tokens),
    ];

    // The original folders hold each training set twice: a small one, and all of it in a file "..._full.json".
    private static bool HasFullVersion(string path) => File.Exists(Path.ChangeExtension(path, null) + "_full.json");
}
