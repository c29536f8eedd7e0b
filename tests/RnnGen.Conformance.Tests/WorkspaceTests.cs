using RnnGen.Execution;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Memory that held a batch holds every smaller one.</summary>
public sealed class WorkspaceTests
{
    private static readonly Declaration[] s_declarations =
    [
        new("[Input(8)]\n[Lstm(16)]\n[LastStep]\n[Dense(3)]", Precision.Single),
        new("[Input(5)]\n[Gru(40, Layers = 2, Bidirectional = true)]\n[Dense(3)]", Precision.Single),
        new("[Input(100)]\n[Lstm(200)]\n[Dense(3)]", Precision.Single),
    ];

    private static readonly Lazy<CompiledDeclarations> s_compiled =
        new(static () => DeclarationCompiler.Compile(s_declarations));

    /// <summary>Numbers of the declarations.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_declarations.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Room_OfMoreRowsOrSteps_IsNeverLess(int number)
    {
        Model<float> model = s_compiled.Value.Create<float>(s_declarations[number]);
        using var workspace = new Workspace<float>(model.Program);
        foreach (bool training in new[] { false, true })
        {
            foreach (int steps in new[] { 1, 2, 7, 128, 1000 })
            {
                for (int rows = 1; rows <= 300; rows++)
                {
                    long room = workspace.Room(rows, steps, training);
                    Assert.True(room <= workspace.Room(rows + 1, steps, training), $"{rows} rows, {steps} steps");
                    Assert.True(room <= workspace.Room(rows, steps + 1, training), $"{rows} rows, {steps} steps");
                }
            }
        }
    }
}
