using RnnGen;
using Samples;

namespace IntentClassifier;

/// <summary>
/// Makes commands by rules, for a run without a data set. Intents share most of their words: "play", "show me", titles
/// and names do not tell them apart, their company does.
/// </summary>
internal static class CommandGrammar
{
    private const int CommandsPerIntent = 600;
    private const int Seed = 1;
    private const int TestEvery = 5;

    private static readonly string[] s_intents =
    [
        "AddToPlaylist", "BookRestaurant", "GetWeather", "PlayMusic", "RateBook", "SearchCreativeWork",
        "SearchScreeningEvent",
    ];

    private static readonly Grammar s_grammar = new(new Dictionary<string, string[]>
    {
        ["AddToPlaylist"] =
        [
            "{please}add {title} to my {mood} playlist",
            "{please}put this song by {artist} on my {mood} list",
            "I want {artist} in the playlist called {title}",
            "{title} belongs on my {mood} playlist, add it",
        ],
        ["BookRestaurant"] =
        [
            "{please}book a table for {number} at a {food} restaurant in {city}{when}",
            "I want to eat {food} food in {city} with {number} friends{when}",
            "find me a {food} place in {city} for {number}{when}",
            "{please}reserve {number} seats at {title}{when}",
        ],
        ["GetWeather"] =
        [
            "will it {rain} in {city}{when}",
            "what is the weather like in {city}{when}",
            "{please}show me the forecast for {city}{when}",
            "how cold is it in {city}{when}",
            "do I need a coat in {city}{when}",
        ],
        ["PlayMusic"] =
        [
            "{please}play {title} by {artist}",
            "{please}play some {mood} music",
            "I want to hear {artist}{when}",
            "put on the song {title}",
            "{please}play the album {title}",
        ],
        ["RateBook"] =
        [
            "{please}give {title} {number} out of six stars",
            "I rate this book {number} points",
            "the novel {title} gets {number} of six from me",
            "{number} stars for {title}, the book by {artist}",
        ],
        ["SearchCreativeWork"] =
        [
            "{please}show me the book {title}",
            "{please}find the {work} {title}",
            "where can I get the {work} {title}",
            "I am looking for a {work} called {title}",
            "what is {title}, a {work} by {artist}",
        ],
        ["SearchScreeningEvent"] =
        [
            "when is {title} in the cinema{when}",
            "{please}show me the film times in {city}{when}",
            "{please}find the cinema that shows {title}{when}",
            "at what time does {title} start in {city}",
            "which films are on in {city}{when}",
        ],
        ["please"] = ["", "", "please ", "can you ", "hey, "],
        ["title"] =
        [
            "the {colour} {animal}", "{colour} {thing}", "the {thing} of {city}", "{number} {animal}s", "my {thing}",
            "rain in {city}",
        ],
        ["artist"] = ["{first} {last}", "{first} {last}", "the {colour} {animal}s"],
        ["work"] = ["book", "film", "song", "game", "album", "show", "painting", "novel"],
        ["mood"] = ["happy", "slow", "quiet", "summer", "running", "evening", "rock", "jazz", "party"],
        ["food"] = ["french", "greek", "thai", "simple", "fine", "indian", "seafood", "vegetarian", "italian"],
        ["rain"] = ["rain", "snow", "be sunny", "be windy", "freeze"],
        ["number"] = ["one", "two", "three", "four", "five", "six"],
        ["when"] = ["", "", " tonight", " tomorrow", " on friday", " at noon", " next week", " in two hours"],
        ["city"] = ["Paris", "Lima", "Oslo", "Cairo", "Boston", "Kyoto", "Quito", "Dublin", "Perth", "Sofia"],
        ["first"] = ["Anna", "Tom", "Ida", "Leo", "Nina", "Max", "Ruth", "Paul", "Vera", "Ben"],
        ["last"] = ["Green", "Stone", "Hill", "Winter", "King", "Rivers", "Moon", "Field", "Gray", "Cook"],
        ["colour"] = ["red", "blue", "golden", "white", "black", "silver", "green", "dark"],
        ["animal"] = ["fox", "bear", "horse", "owl", "cat", "raven", "tiger", "dog"],
        ["thing"] = ["house", "river", "road", "light", "summer", "garden", "letter", "window", "mountain", "night"],
    });

    /// <summary>As many commands of each intent; every fifth is for the test.</summary>
    public static CommandSet Commands(Tokenizer tokenizer)
    {
        ILookup<bool, Command> split = s_intents
            .SelectMany(intent => s_grammar.Sentences(intent, CommandsPerIntent, Seed)
                .Select((text, i) => (IsTest: i % TestEvery == 0, Command: new Command(intent, tokenizer.Split(text)))))
            .ToLookup(static item => item.IsTest, static item => item.Command);
        return new CommandSet([.. split[false]], [.. split[true]]);
    }
}
