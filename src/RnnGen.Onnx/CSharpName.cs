namespace RnnGen.Onnx;

/// <summary>Names in a file of C#: an @ before a word that is one of the language's makes it a name.</summary>
internal static class CSharpName
{
    private static readonly HashSet<string> s_keywords = new(
        ("__arglist __makeref __reftype __refvalue abstract as base bool break byte case catch char checked class "
            + "const continue decimal default delegate do double else enum event explicit extern false finally fixed "
            + "float for foreach goto if implicit in int interface internal is lock long namespace new null object "
            + "operator out override params private protected public readonly ref return sbyte sealed short sizeof "
            + "stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort "
            + "using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Whether a text is a name, with or without an @.</summary>
    public static bool Is(string text)
    {
        string name = Bare(text);
        return name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_')
            && name.All(static letter => char.IsLetterOrDigit(letter) || letter == '_');
    }

    /// <summary>
    /// The name of a class. Some small words are none where they are no keywords either, such as record and required,
    /// and of every other of small letters alone C# warns that it may become one.
    /// </summary>
    public static string OfClass(string name) => Escaped(Bare(name), Bare(name).All(char.IsAsciiLetterLower));

    /// <summary>The names of a namespace, with dots between them.</summary>
    public static string OfNamespace(string name)
        => string.Join('.', name.Split('.').Select(static part => Escaped(Bare(part), false)));

    private static string Escaped(string name, bool isReserved)
        => isReserved || s_keywords.Contains(name) ? "@" + name : name;

    private static string Bare(string text) => text.StartsWith('@') ? text[1..] : text;
}
