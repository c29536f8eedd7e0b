namespace RnnGen.Generators.Tests.Support;

/// <summary>Small random damage to a text.</summary>
internal static class TextMutation
{
    private const string Characters = "()[]{}<>,;.:=+-*/\"'@#&| \n01x2.5eVhcf";

    public static string Mutate(string text, Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0 && text.Length > 2; edits--)
        {
            int at = random.Next(text.Length - 1);
            int length = Math.Min(random.Next(1, 12), text.Length - at);
            string piece = text.Substring(at, length);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
                2 => text.Insert(random.Next(text.Length), piece),
                3 => text.Remove(at, 1).Insert(at, Characters[random.Next(Characters.Length)].ToString()),
                _ => text[..at],
            };
        }

        return text;
    }
}
