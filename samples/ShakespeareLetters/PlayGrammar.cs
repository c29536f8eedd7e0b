using Samples;

namespace ShakespeareLetters;

/// <summary>Writes speeches by rules, for a run without a data set.</summary>
internal static class PlayGrammar
{
    private const int Seed = 1;

    private static readonly Grammar s_grammar = new(new Dictionary<string, string[]>
    {
        ["speech"] =
        [
            "{speaker}:\n{line}\n\n",
            "{speaker}:\n{line}\n{line}\n\n",
            "{speaker}:\n{line}\n{line}\n{line}\n\n",
        ],
        ["speaker"] = ["Duke", "Fool", "Nurse", "Captain", "First Lord", "Second Lord", "Messenger", "Gardener"],
        ["line"] =
        [
            "{Call}, {clause}{end}",
            "{Call}, {order}{end}",
            "What, is the {noun} {state}?",
            "Who {verb} the {noun} of my {kin}?",
            "O {adjective} {noun}, thou art {state}!",
            "If {clause}, then {clause}{end}",
            "I saw the {noun}, and {clause};",
            "So {adjective} a {noun} was never {state}{end}",
        ],
        ["Call"] = ["My lord", "Good {kin}", "Sweet {kin}", "Sir", "Nay", "Alas", "Come", "Hark"],
        ["clause"] =
        [
            "the {adjective} {noun} {verb} my {part}",
            "thy {noun} is {state}",
            "the {noun} of the {noun} {verb} us all",
            "my {part} is {adjective} as the {noun}",
            "no {kin} {verb} so {adjective} a {noun}",
            "we shall be {state} ere the {noun} be {state}",
        ],
        ["order"] =
        [
            "bring me the {noun} and the {adjective} {noun}",
            "speak no more of {adjective} {noun}s",
            "let thy {part} be {state}",
            "go seek the {noun} that {verb} my {kin}",
        ],
        ["end"] = [".", ".", ".", "!", ";"],
        ["adjective"] = ["noble", "gentle", "bitter", "golden", "weary", "false", "bold", "silent", "ancient", "cold"],
        ["noun"] =
        [
            "crown", "night", "storm", "sword", "garden", "letter", "winter", "morning", "river", "candle", "throne",
            "horse", "song", "shadow", "summer", "bell",
        ],
        ["kin"] = ["cousin", "brother", "mother", "father", "sister", "king", "friend", "servant"],
        ["part"] = ["heart", "hand", "tongue", "soul", "eye", "sleep", "honour"],
        ["state"] = ["undone", "forgot", "broken", "come home", "so changed", "at rest", "betray'd", "in bloom"],
        ["verb"] = ["keeps", "hath stol'n", "loves", "doth break", "calls", "fears", "will mend", "made"],
    });

    /// <summary>A play without end.</summary>
    public static string Write(int speeches) => string.Concat(s_grammar.Sentences("speech", speeches, Seed));
}
