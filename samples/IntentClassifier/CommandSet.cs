using RnnGen;
using RnnGen.Data;
using Samples;

namespace IntentClassifier;

/// <summary>Commands to learn from, and others to be judged on.</summary>
internal sealed record CommandSet(IReadOnlyList<Command> Training, IReadOnlyList<Command> Test)
{
    /// <summary>The published data set.</summary>
    public static CommandSet Read(string folder, Tokenizer tokenizer) => new(
        [.. SnipsFiles.Training(folder, tokenizer).Select(ToCommand)],
        [.. SnipsFiles.Validation(folder, tokenizer).Select(ToCommand)]);

    private static Command ToCommand(SnipsUtterance utterance) => new(utterance.Intent, utterance.Tokens);
}
