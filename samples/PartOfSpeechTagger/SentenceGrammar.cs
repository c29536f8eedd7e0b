using Samples;

namespace PartOfSpeechTagger;

/// <summary>
/// Makes tagged sentences by rules, for a run without a data set. Words such as "can", "water" or "light" are several
/// parts of speech; only their neighbours, before or behind, tell which.
/// </summary>
internal static class SentenceGrammar
{
    private const int Count = 2000;
    private const int Seed = 1;
    private const int TestEvery = 5;

    private static readonly Grammar s_grammar = new(new Dictionary<string, string[]>
    {
        ["sentence"] =
        [
            "{person} {modal} {act} {object}",
            "{modal} {person} {act} {object}",
            "{polite} {act} {object}",
            "{object} {be} {state}",
            "{person} {acts} {object} {place}",
            "{person} {acts} {object} {conj} {acts} {object}",
            "{person} {want} to/PART {act} {object}",
            "{person} {go} to/ADP {object}",
            "{ask} {be} {object}",
            "{person} {be} like/ADP {object}",
            "{person} like/VERB {object} {often}",
            "{person} {be} not/PART {state}",
            "{polite} {act} {object} to/ADP {name}",
            "there/PRON {be} {count} {things} {place}",
        ],
        ["person"] = ["i/PRON", "you/PRON", "we/PRON", "they/PRON", "{name}", "{name}", "{object}"],
        ["name"] = ["anna/PROPN", "tom/PROPN", "ida/PROPN", "leo/PROPN", "mark/PROPN", "rose/PROPN", "will/PROPN"],
        ["modal"] = ["can/AUX", "will/AUX", "could/AUX", "should/AUX", "must/AUX", "may/AUX"],
        ["be"] = ["is/AUX", "was/AUX", "are/AUX"],
        ["polite"] = ["please/INTJ", "please/INTJ", "yes/INTJ", "no/INTJ"],
        ["want"] = ["want/VERB", "hope/VERB", "plan/VERB", "try/VERB"],
        ["go"] = ["go/VERB", "walk/VERB", "run/VERB", "drive/VERB"],
        ["acts"] = ["{act}", "{act} {often}"],
        ["act"] =
        [
            "water/VERB", "plant/VERB", "light/VERB", "book/VERB", "watch/VERB", "cook/VERB", "paint/VERB", "cut/VERB",
            "open/VERB", "clean/VERB", "mark/VERB", "show/VERB", "see/VERB", "bring/VERB", "find/VERB",
        ],
        ["object"] =
        [
            "{det} {thing}",
            "{det} {quality} {thing}",
            "{det} {thing} {thing}",
            "{det} {thing} of/ADP {thing}",
            "{count} {things}",
        ],
        ["det"] = ["the/DET", "a/DET", "this/DET", "that/DET", "every/DET", "no/DET"],
        ["thing"] =
        [
            "water/NOUN", "plant/NOUN", "light/NOUN", "book/NOUN", "watch/NOUN", "cook/NOUN", "paint/NOUN", "can/NOUN",
            "will/NOUN", "rose/NOUN", "plan/NOUN", "walk/NOUN", "show/NOUN", "garden/NOUN", "window/NOUN", "lamp/NOUN",
        ],
        ["things"] = ["plants/NOUN", "lights/NOUN", "books/NOUN", "roses/NOUN", "lamps/NOUN", "cans/NOUN"],
        ["count"] = ["two/NUM", "three/NUM", "four/NUM", "five/NUM", "ten/NUM"],
        ["quality"] = ["{state}", "{state}", "{degree} {state}"],
        ["state"] = ["open/ADJ", "clean/ADJ", "light/ADJ", "green/ADJ", "old/ADJ", "cold/ADJ", "cut/ADJ"],
        ["degree"] = ["very/ADV", "too/ADV", "that/ADV"],
        ["place"] = ["in/ADP {object}", "behind/ADP {object}", "by/ADP {object}", "there/ADV", "in/ADP may/PROPN"],
        ["often"] = ["often/ADV", "now/ADV", "again/ADV", "{degree} much/ADV"],
        ["conj"] = ["and/CCONJ", "or/CCONJ", "but/CCONJ"],
        ["ask"] = ["where/ADV", "what/PRON", "who/PRON", "how/ADV"],
    });

    /// <summary>Sentences that all differ; every fifth is for the test.</summary>
    public static SentenceSet Sentences()
    {
        ILookup<bool, Sentence> split = s_grammar.Sentences("sentence", Count, Seed)
            .Select(static (text, i) => (IsTest: i % TestEvery == 0, Sentence: Parse(text)))
            .ToLookup(static item => item.IsTest, static item => item.Sentence);
        return new SentenceSet([.. split[false]], [.. split[true]]);
    }

    private static Sentence Parse(string text)
    {
        string[][] parts = [.. text.Split(' ').Select(static part => part.Split('/'))];
        return new Sentence([.. parts.Select(static part => part[0])], [.. parts.Select(static part => part[1])]);
    }
}
