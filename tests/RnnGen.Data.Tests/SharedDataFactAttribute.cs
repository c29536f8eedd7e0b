namespace RnnGen.Data.Tests;

/// <summary>A test that needs the real data sets; skipped where they are absent.</summary>
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null)
            Skip = "Needs the data sets: set RNNGEN_DATA, or put them at shared/data above the repository.";
    }
}
