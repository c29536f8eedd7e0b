namespace RnnGen.Generators.Parsing;

/// <summary>What may name a layer, a tensor or a size.</summary>
internal static class Names
{
    public static bool IsValid(string? name)
    {
        if (name is null || name.Length is 0 or > 100 || !IsLetter(name[0]))
            return false;
        foreach (char c in name)
        {
            if (!IsLetter(c) && c is not ('_' or (>= '0' and <= '9')))
                return false;
        }

        return true;
    }

    public static string CamelCase(string name)
        => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
