using RnnGen.Generators.Tests.Support;
using RnnGen.Tests;

namespace RnnGen.Onnx.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_IsAsVerified() => Snapshot.Verify(PublicApi.Print(typeof(OnnxExporter).Assembly));
}
