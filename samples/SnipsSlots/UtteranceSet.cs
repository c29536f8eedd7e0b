using RnnGen;
using RnnGen.Data;
using Samples;

namespace SnipsSlots;

/// <summary>Commands to learn from, and others to be judged on, with a tag for each word.</summary>
internal sealed record UtteranceSet(IReadOnlyList<SnipsUtterance> Training, IReadOnlyList<SnipsUtterance> Test)
{
    /// <summary>The published data set.</summary>
    public static UtteranceSet Read(string folder, Tokenizer tokenizer) =>
        new([.. SnipsFiles.Training(folder, tokenizer)], [.. SnipsFiles.Validation(folder, tokenizer)]);
}
