using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Conformance.Tests;

/// <summary>After warming up nothing allocates, on any thread.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void ThousandSteps_OfMixedLengths_AllocateNothing()
    {
        string json = ChildProcess.Run(new Dictionary<string, string>(), "allocations");
        output.WriteLine(json);
        Dictionary<string, long> bytes = JsonSerializer.Deserialize<Dictionary<string, long>>(json)!;
        Assert.Equal(6, bytes.Count);
        Assert.All(bytes, entry => Assert.True(entry.Value == 0, $"{entry.Key}: {entry.Value} bytes"));
    }
}
