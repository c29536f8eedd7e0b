using System.Collections.Concurrent;
using RnnGen.Testing;

namespace RnnGen.Conformance.Tests;

/// <summary>The models of the chosen cases, compiled some cases at a time when the first of them is needed.</summary>
public static class ConformanceModels
{
    private const int CasesPerChunk = 20;

    private static readonly ConcurrentDictionary<int, Lazy<CompiledDeclarations>> s_chunks = [];

    private static readonly Dictionary<string, int> s_indices =
        ConformanceCase.Chosen.Select((c, i) => (c.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);

    /// <summary>The case of a name.</summary>
    public static ConformanceCase Find(string name) => ConformanceCase.Chosen[s_indices[name]];

    /// <summary>A case compiled: small in double, large in both precisions, variants of the large.</summary>
    public static CompiledDeclarations Of(ConformanceCase @case)
    {
        int chunk = s_indices[@case.Name] / CasesPerChunk;
        return s_chunks.GetOrAdd(chunk, c => new(() => Compile(c))).Value;
    }

    private static CompiledDeclarations Compile(int chunk) =>
        DeclarationCompiler.Compile(
            ConformanceCase.Chosen.Skip(chunk * CasesPerChunk).Take(CasesPerChunk).SelectMany(Declarations),
            batchSize: 30);

    private static IEnumerable<Declaration> Declarations(ConformanceCase @case)
    {
        yield return @case.Small;
        yield return @case.Large(Precision.Double);
        yield return @case.Large(Precision.Single);
        if (@case.Bidirectional)
            yield break;
        yield return @case.LargeWith("GoBackwards = true");
        yield return @case.LargeWith("Unroll = 3");
    }
}
