using RnnGen;

/// <summary>Sentences of patterns and lists with tagged words, in place of your own.</summary>
internal static class Sentences
{
    private static readonly string[] s_patterns =
    [
        "meet PERSON in PLACE", "PERSON flies to PLACE", "call PERSON and PERSON", "is PERSON still in PLACE ?",
        "send the letter to PERSON", "from PLACE to PLACE by train", "the weather in PLACE", "PERSON lives near PLACE",
    ];

    private static readonly string[] s_people =
        ["anna", "anna smith", "omar haddad", "li wei", "maria da silva", "john smith", "wei chen", "paris brown"];

    private static readonly string[] s_places =
        ["paris", "new york", "rio de janeiro", "rome", "cape town", "oslo", "chen village", "smith street"];

    /// <summary>The classes: outside, and the begin and inside of each kind of span.</summary>
    public static Vocabulary Tags { get; } =
        Vocabulary.FromTokens(["O", "B-person", "I-person", "B-place", "I-place"], null, null);

    /// <summary>Some sentences, drawn at random.</summary>
    public static (string[] Words, string[] Tags)[] Make(int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => Make(random))];

    private static (string[] Words, string[] Tags) Make(Random random)
    {
        var words = new List<string>();
        var tags = new List<string>();
        foreach (string part in Draw(s_patterns, random).Split(' '))
        {
            string text = part switch
            {
                "PERSON" => Draw(s_people, random),
                "PLACE" => Draw(s_places, random),
                _ => part,
            };
            string[] span = text.Split(' ');
            words.AddRange(span);
            for (int i = 0; i < span.Length; i++)
                tags.Add(text == part ? "O" : $"{(i == 0 ? "B" : "I")}-{part.ToLowerInvariant()}");
        }

        return ([.. words], [.. tags]);
    }

    private static string Draw(string[] from, Random random) => from[random.Next(from.Length)];
}
