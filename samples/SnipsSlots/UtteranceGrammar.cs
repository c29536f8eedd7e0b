using System.Text.RegularExpressions;
using RnnGen;
using RnnGen.Data;
using Samples;

namespace SnipsSlots;

/// <summary>
/// Makes commands with slots by rules, for a run without a data set. A slot stands in brackets behind its name. The
/// same words are in titles and outside of slots: "rain in Paris" may be a song, or weather in a city.
/// </summary>
internal static partial class UtteranceGrammar
{
    private const int UtterancesPerIntent = 500;
    private const int Seed = 1;
    private const int TestEvery = 5;

    private static readonly string[] s_intents =
        ["AddToPlaylist", "BookRestaurant", "GetWeather", "PlayMusic", "SearchCreativeWork"];

    private static readonly Grammar s_grammar = new(new Dictionary<string, string[]>
    {
        ["AddToPlaylist"] =
        [
            "{please}add [entity_name {title}] to {owner} [playlist {mood}] playlist",
            "{please}put a [music_item song] by {artist} on {owner} [playlist {mood} {thing}s] list",
            "I want {artist} in the playlist called [playlist {title}]",
            "[entity_name {title}] belongs on {owner} [playlist {mood}] playlist, add it",
        ],
        ["BookRestaurant"] =
        [
            "{please}book a table for [party_size_number {number}] at a {food} {place} in {city}{when}",
            "I want to eat {food} food in {city} with [party_size_description {people}]{when}",
            "find me a {food} {place} in {city} for [party_size_number {number}]{when}",
            "{please}reserve [party_size_number {number}] seats at [restaurant_name {title}]{when}",
        ],
        ["GetWeather"] =
        [
            "will it [condition_description {rain}] in {city}{when}",
            "what is the weather like in {city}{when}",
            "{please}show me the forecast for {city}{when}",
            "how [condition_temperature {cold}] is it in {city}{when}",
        ],
        ["PlayMusic"] =
        [
            "{please}play [track {title}] by {artist}",
            "{please}play some [genre {mood}] music",
            "I want to hear {artist}{when}",
            "put on the [music_item song] [track {title}] from [year {year}]",
            "{please}play the [music_item album] [album {title}] by {artist}",
        ],
        ["SearchCreativeWork"] =
        [
            "{please}show me the {work} [object_name {title}]",
            "{please}find [object_name {title}]",
            "where can I get the {work} [object_name {title}]",
            "I am looking for a {work} called [object_name {title}]",
        ],
        ["please"] = ["", "", "please ", "can you ", "hey, "],
        ["title"] =
        [
            "the {colour} {animal}", "{colour} {thing}", "the {thing} of {town}", "{number} {animal}s", "my {thing}",
            "rain in {town}", "the {thing} and the {animal}",
        ],
        ["artist"] = ["[artist {first} {last}]", "[artist {first} {last}]", "[artist the {colour} {animal}s]"],
        ["owner"] = ["[playlist_owner my]", "[playlist_owner {first}'s]", "the"],
        ["work"] = ["[object_type book]", "[object_type game]", "[object_type show]", "[object_type painting]"],
        ["place"] = ["[restaurant_type restaurant]", "[restaurant_type bar]", "[restaurant_type cafe]"],
        ["mood"] = ["happy", "slow", "quiet", "summer", "running", "evening", "rock", "jazz", "party"],
        ["food"] = ["[cuisine french]", "[cuisine greek]", "[cuisine thai]", "[served_dish seafood]"],
        ["people"] = ["my mother", "{first} and {first}", "my two sisters", "{first}"],
        ["rain"] = ["rain", "snow", "be sunny", "be windy"],
        ["cold"] = ["cold", "warm", "hot"],
        ["number"] = ["one", "two", "three", "four", "five", "six"],
        ["year"] = ["1969", "1977", "1984", "1999", "2005"],
        ["when"] = ["", "", " [timeRange {day}]", " [timeRange {day} at noon]", " [timeRange in {number} hours]"],
        ["day"] = ["tonight", "tomorrow", "on friday", "next week"],
        ["city"] = ["[city {town}]", "[city {town}]", "[state {state}]", "[city {town}] , [state {state}]"],
        ["town"] = ["Paris", "Lima", "Oslo", "Cairo", "Boston", "Kyoto", "Quito", "Dublin", "Perth", "Sofia"],
        ["state"] = ["Ohio", "Texas", "Maine", "Utah", "Iowa"],
        ["first"] = ["Anna", "Tom", "Ida", "Leo", "Nina", "Max", "Ruth", "Paul", "Vera", "Ben"],
        ["last"] = ["Green", "Stone", "Hill", "Winter", "King", "Rivers", "Moon", "Field", "Gray", "Cook"],
        ["colour"] = ["red", "blue", "golden", "white", "black", "silver", "green", "dark"],
        ["animal"] = ["fox", "bear", "horse", "owl", "cat", "raven", "tiger", "dog"],
        ["thing"] = ["house", "river", "road", "light", "summer", "garden", "letter", "window", "mountain", "night"],
    });

    /// <summary>As many commands of each intent; every fifth is for the test.</summary>
    public static UtteranceSet Utterances(Tokenizer tokenizer)
    {
        ILookup<bool, SnipsUtterance> split = s_intents
            .SelectMany(intent => s_grammar.Sentences(intent, UtterancesPerIntent, Seed)
                .Select((text, i) => (IsTest: i % TestEvery == 0, Utterance: Parse(intent, text, tokenizer))))
            .ToLookup(static item => item.IsTest, static item => item.Utterance);
        return new UtteranceSet([.. split[false]], [.. split[true]]);
    }

    private static SnipsUtterance Parse(string intent, string marked, Tokenizer tokenizer)
    {
        var tokens = new List<string>();
        var tags = new List<string>();
        foreach (Match part in Parts().Matches(marked))
        {
            string slot = part.Groups["slot"].Value;
            IReadOnlyList<string> words = tokenizer.Split(part.Groups["text"].Value);
            tokens.AddRange(words);
            tags.AddRange(words.Select((_, i) => slot.Length == 0 ? "O" : i == 0 ? $"B-{slot}" : $"I-{slot}"));
        }

        return new SnipsUtterance(intent, Parts().Replace(marked, "${text}"), tokens, tags);
    }

    [GeneratedRegex(@"\[(?<slot>\w+) (?<text>[^]]+)\]|(?<text>[^[]+)")]
    private static partial Regex Parts();
}
