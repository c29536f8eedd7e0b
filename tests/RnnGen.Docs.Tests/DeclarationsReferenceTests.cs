namespace RnnGen.Docs.Tests;

public sealed class DeclarationsReferenceTests
{
    private const string Page = "docs/declarations-reference.md";

    /// <summary>The page is what the attributes are: RNNGEN_UPDATE_SNAPSHOTS=1 writes it anew.</summary>
    [Fact]
    public void Page_Text_IsWhatTheAttributesSay()
    {
        string expected = DeclarationsReference.Print();
        if (Environment.GetEnvironmentVariable("RNNGEN_UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Page), expected);
        Assert.Equal(expected, Repository.Read(Page));
    }
}
