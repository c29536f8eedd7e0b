using RnnGen.Testing;

namespace RnnGen.Conformance.Tests;

/// <summary>The CPU backend on the tier that the environment allows.</summary>
public sealed class CpuConformanceTests : ConformanceSuite
{
    /// <inheritdoc/>
    protected override IBackend Backend { get; } = new CpuBackend();
}
