using RnnGen.Generators.Tests.Support;
using RnnGen.Ilgpu.Tests.Suite;
using RnnGen.Tests;

namespace RnnGen.Ilgpu.Tests;

public sealed class PublicApiTests
{
    /// <summary>A change of the public surface is a decision: it shows in the diff of the verified file.</summary>
    [Fact, Trait(SuiteRun.Needs, SuiteRun.Sources)]
    public void PublicApi_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(IlgpuDevice).Assembly));
}
