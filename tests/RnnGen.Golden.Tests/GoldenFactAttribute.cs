using Xunit;

namespace RnnGen.Golden.Tests;

/// <summary>A test that needs the golden folder, which is not part of the repository.</summary>
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (GoldenFolder.Golden == null)
            Skip = "Needs the golden folder: set RNNGEN_GOLDEN, or put it at shared/golden above the repository.";
    }
}
