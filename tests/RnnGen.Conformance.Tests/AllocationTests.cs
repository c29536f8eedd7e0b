using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace RnnGen.Conformance.Tests;

/// <summary>After warming up nothing allocates, on any thread.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    // The runtime allocates where it compiles a method again, and on a busy machine it does so for many rounds.
    private static readonly Dictionary<string, string> s_compiledOnce = new() { ["DOTNET_TieredCompilation"] = "0" };

    [Fact]
    public void ThousandSteps_OfMixedLengths_AllocateNothing()
    {
        string json = ChildProcess.Run(s_compiledOnce, "allocations");
        output.WriteLine(json);
        Dictionary<string, long> bytes = JsonSerializer.Deserialize<Dictionary<string, long>>(json)!;
        Assert.Equal(6, bytes.Count);
        Assert.All(bytes, entry => Assert.True(entry.Value == 0, $"{entry.Key}: {entry.Value} bytes"));
    }
}
