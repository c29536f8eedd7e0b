namespace RnnGen.Tests;

/// <summary>A fact that needs the reference cases.</summary>
public sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (GoldenFiles.Folder == null)
            Skip = "needs the golden files: set RNNGEN_GOLDEN or have shared/golden in a folder above";
    }
}
