using RnnGen.Generators.Tests.Support;
using RnnGen.Tests;

namespace RnnGen.Plots.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Plots_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(Plot).Assembly));
}
