namespace RnnGen.Training.Tests;

/// <summary>A test that needs the golden reference cases; skipped where they are absent.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute(string family)
    {
        if (GoldenFile.Cases(family) is null)
            Skip = "Needs the golden reference cases: set RNNGEN_GOLDEN to their folder.";
    }
}
