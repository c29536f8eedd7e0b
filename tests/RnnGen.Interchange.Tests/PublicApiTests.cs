using RnnGen.Generators.Tests.Support;
using RnnGen.Tests;

namespace RnnGen.Interchange.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Interchange_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(WeightInterchange).Assembly));
}
