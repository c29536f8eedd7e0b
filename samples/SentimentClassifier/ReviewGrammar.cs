using Samples;

namespace SentimentClassifier;

/// <summary>
/// Makes sentences by rules, for a run without a data set. The same words stand in both moods: what turns them round is
/// "not", "never" and "but".
/// </summary>
internal static class ReviewGrammar
{
    private const int SentencesPerMood = 1000;
    private const int Seed = 1;

    private static readonly Grammar s_grammar = new(new Dictionary<string, string[]>
    {
        ["positive"] =
        [
            "The {thing} {is} {very}{good}.",
            "The {thing} {is} not {bad}{emphasis}.",
            "The {thing} {is} {very}{good} and so {is} the {thing}{end}",
            "I {like} this {thing}{times}.",
            "What a {good} {thing}!",
            "I expected a {bad} {thing}, but it {is} {very}{good}.",
            "The {thing} {is} {bad}, but the {thing} {is} {very}{good} and I {like} it.",
            "I never {disliked} this {thing}{times}.",
            "You will not regret it: {very}{good} {thing}.",
        ],
        ["negative"] =
        [
            "The {thing} {is} {very}{bad}.",
            "The {thing} {is} not {good}{emphasis}.",
            "The {thing} {is} {very}{bad} and so {is} the {thing}{end}",
            "I {disliked} this {thing}{times}.",
            "What a {bad} {thing}!",
            "I expected a {good} {thing}, but it {is} {very}{bad}.",
            "The {thing} {is} {good}, but the {thing} {is} {very}{bad} and I {disliked} it.",
            "I never {like} this {thing}{times}.",
            "You will regret it: {very}{bad} {thing}.",
        ],
        ["thing"] =
        [
            "phone", "battery", "screen", "keyboard", "soup", "pizza", "waiter", "service", "film", "plot", "music",
            "actor", "book", "story", "hotel", "room", "bed", "view", "bike", "lamp", "coat", "camera", "price",
        ],
        ["is"] = ["is", "was", "seems", "has been"],
        ["very"] = ["", "", "very ", "really ", "so ", "just "],
        ["good"] = ["good", "great", "lovely", "perfect", "superb", "pleasant", "excellent", "delightful", "fine"],
        ["bad"] = ["bad", "awful", "terrible", "poor", "dull", "horrible", "cheap", "broken", "sad"],
        ["like"] = ["liked", "loved", "enjoyed", "recommended", "praised"],
        ["disliked"] = ["disliked", "hated", "regretted", "returned", "cursed"],
        ["emphasis"] = ["", "", " at all", " really"],
        ["end"] = [".", "!"],
        ["times"] = ["", " once", " twice", " again", " for a year", " since the first day"],
    });

    /// <summary>As many sentences of one mood as of the other.</summary>
    public static IReadOnlyList<Review> Sentences() =>
    [
        .. s_grammar.Sentences("positive", SentencesPerMood, Seed).Select(static s => new Review(s, Review.Positive)),
        .. s_grammar.Sentences("negative", SentencesPerMood, Seed).Select(static s => new Review(s, Review.Negative)),
    ];
}
