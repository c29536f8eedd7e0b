namespace RnnGen.Data.Tests.Text;

public sealed class TokenizerTests
{
    [Fact]
    public void Characters_Emoji_IsOneToken()
    {
        Assert.Equal(["a", " ", "😀", "é"], Tokenizer.Characters().Split("a 😀é"));
    }

    [Fact]
    public void Characters_LowerCase_LowersFirst()
    {
        Assert.Equal(["a", "b", "é"], Tokenizer.Characters(lowerCase: true).Split("ABÉ"));
    }

    [Fact]
    public void Characters_UnpairedSurrogate_BecomesReplacement()
    {
        Assert.Equal(["a", "\uFFFD", "b"], Tokenizer.Characters().Split("a\uD83Db"));
    }

    [Fact]
    public void Words_DefaultPattern_SplitsWordsNumbersAndSigns()
    {
        Assert.Equal(
            ["Don't", "pay", "$", "12", ".", "50", "😀", "😀", "naïve", "!"],
            Tokenizer.Words().Split("Don't pay $12.50 😀😀 naïve!"));
    }

    // A pattern as Python would have it: there a negated class takes the whole emoji.
    [Fact]
    public void Words_PatternWithinAPair_IsWidened()
    {
        Assert.Equal(
            ["so", "😀", "😀", "!"], Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true).Split("So 😀😀!"));
    }

    [Fact]
    public void Words_BadPattern_NamesIt()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(static () => Tokenizer.Words("(a"));
        Assert.Contains("\"(a\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_EmptyMatches_AreNoTokens()
    {
        Assert.Equal(["a", "a"], Tokenizer.Words("a*").Split("bab a"));
    }

    [Fact]
    public void Custom_Null_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(static () => Tokenizer.Custom(static _ => null!).Split("a"));
        Assert.Throws<InvalidOperationException>(static () => Tokenizer.Custom(static _ => ["a", null!]).Split("a"));
    }
}
