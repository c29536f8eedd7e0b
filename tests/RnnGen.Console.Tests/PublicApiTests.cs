using RnnGen.Generators.Tests.Support;
using RnnGen.Tests;

namespace RnnGen.Reports.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void Console_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(ConsoleProgress).Assembly));

    [Fact]
    public void Logging_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(LoggingCallback).Assembly));
}
