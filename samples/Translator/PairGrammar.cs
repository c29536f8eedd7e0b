namespace Translator;

/// <summary>
/// Makes pairs by rules, for a run without a data set. French is no English word by word: most adjectives stand behind
/// their noun, determiners and adjectives have its gender, verbs the subject's form, and "not" is said in two places.
/// </summary>
internal static class PairGrammar
{
    private enum Kind
    {
        Statement,
        Denial,
        Question,
    }

    private static readonly Subject[] s_subjects =
    [
        new("I", "je", 0), new("you", "tu", 1), new("he", "il", 2), new("she", "elle", 2), new("we", "nous", 3),
        new("they", "ils", 4),
    ];

    private static readonly Verb[] s_verbs =
    [
        new("see", "vois vois voit voyons voient"),
        new("want", "veux veux veut voulons veulent"),
        new("buy", "achète achètes achète achetons achètent"),
        new("sell", "vends vends vend vendons vendent"),
        new("like", "aime aimes aime aimons aiment"),
        new("draw", "dessine dessines dessine dessinons dessinent"),
        new("look for", "cherche cherches cherche cherchons cherchent"),
    ];

    private static readonly Gendered[] s_determiners =
        [new("the", "le", "la"), new("a", "un", "une"), new("my", "mon", "ma"), new("this", "ce", "cette")];

    private static readonly Gendered[] s_before =
    [
        new("small", "petit", "petite"), new("big", "grand", "grande"), new("old", "vieux", "vieille"),
        new("beautiful", "beau", "belle"),
    ];

    private static readonly Gendered[] s_behind =
    [
        new("black", "noir", "noire"), new("white", "blanc", "blanche"), new("red", "rouge", "rouge"),
        new("green", "vert", "verte"),
    ];

    private static readonly Noun[] s_nouns =
    [
        new("cat", "chat", false), new("dog", "chien", false), new("book", "livre", false),
        new("hat", "chapeau", false), new("boat", "bateau", false), new("car", "voiture", true),
        new("house", "maison", true), new("table", "table", true), new("flower", "fleur", true),
        new("key", "clé", true),
    ];

    /// <summary>Different sentences with their one translation; the same seed gives the same ones.</summary>
    public static Pair[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        var pairs = new Dictionary<string, Pair>(count);
        while (pairs.Count < count)
        {
            Pair pair = Sentence(random);
            pairs.TryAdd(pair.English, pair);
        }

        return [.. pairs.Values];
    }

    private static Pair Sentence(Random random)
    {
        Kind kind = (Kind)random.Next(3);
        (Subject subject, Verb verb) = (Any(s_subjects, random), Any(s_verbs, random));
        (string english, string french) = Object(kind, random);
        bool isThird = subject.Person == 2;
        (string he, string il, string voit) = (subject.English, subject.French, verb.French.Split(' ')[subject.Person]);
        return kind switch
        {
            Kind.Statement => new Pair(
                Capital($"{he} {(isThird ? verb.ThirdPerson : verb.English)} {english}."),
                Capital($"{Elided(il, voit)} {french}.")),
            Kind.Denial => new Pair(
                Capital($"{he} {(isThird ? "does" : "do")} not {verb.English} {english}."),
                Capital($"{il} {Elided("ne", voit)} pas {french}.")),
            _ => new Pair(
                $"{(isThird ? "Does" : "Do")} {he} {verb.English} {english}?",
                $"Est-ce {Elided("que", Elided(il, voit))} {french} ?"),
        };
    }

    private static (string English, string French) Object(Kind kind, Random random)
    {
        (Noun noun, Gendered determiner) = (Any(s_nouns, random), Any(s_determiners, random));
        // "Not a cat" is "pas de chat".
        string le = kind == Kind.Denial && determiner.English == "a" ? "de" : determiner.Of(noun);
        if (random.Next(3) == 0)
            return ($"{determiner.English} {noun.English}", $"{le} {noun.French}");
        bool isBefore = random.Next(2) == 0;
        Gendered adjective = Any(isBefore ? s_before : s_behind, random);
        string french = isBefore ? $"{adjective.Of(noun)} {noun.French}" : $"{noun.French} {adjective.Of(noun)}";
        return ($"{determiner.English} {adjective.English} {noun.English}", $"{le} {french}");
    }

    private static TItem Any<TItem>(TItem[] items, Random random) => items[random.Next(items.Length)];

    // "je" and "aime" are "j'aime".
    private static string Elided(string word, string next) =>
        word is "je" or "ne" or "que" && next[0] is 'a' or 'e' or 'i' ? $"{word[..^1]}'{next}" : $"{word} {next}";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private sealed record Subject(string English, string French, int Person);

    private sealed record Noun(string English, string French, bool IsFeminine);

    private sealed record Gendered(string English, string Masculine, string Feminine)
    {
        public string Of(Noun noun) => noun.IsFeminine ? Feminine : Masculine;
    }

    /// <param name="English">The verb.</param>
    /// <param name="French">Its forms of je, tu, il, nous and ils.</param>
    private sealed record Verb(string English, string French)
    {
        public string ThirdPerson => English == "look for" ? "looks for" : $"{English}s";
    }
}
