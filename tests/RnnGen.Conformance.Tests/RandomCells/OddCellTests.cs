using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>Each odd cell keeps every contract that a random one keeps.</summary>
public sealed class OddCellTests
{
    private static readonly Lazy<CompiledDeclarations> s_compiled = new(() => DeclarationCompiler.Compile(
        OddCells.All.Values.SelectMany(c => new[] { c.In(Precision.Double), c.In(Precision.Single) }), batchSize: 80));

    /// <summary>Names of the cells.</summary>
    public static TheoryData<string> Names => [.. OddCells.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OddCell_OnARaggedBatch_KeepsEveryContract(string name)
        => RandomCellChecks.Run(new CpuBackend(), s_compiled.Value, OddCells.All[name]);
}
