using RnnGen.Ilgpu.Program;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests;

/// <summary>Emitted code is C#, however long the names in it are.</summary>
public sealed class LongNameTests
{
    [Fact]
    public void Layers_OfNamesLongerThanALine_AreCompiledForHostAndDevice()
    {
        string name = new('n', 58);
        var declaration = new Declaration(
            $"[Embedding(9, 4, Name = \"{name}e\")]" +
            $"[Lstm(4, Name = \"{name}l\", Projection = 3, Bidirectional = true)]" +
            $"[Gru(4, Name = \"{name}g\")][Dense(2, Name = \"{name}d\")][CrossEntropy]",
            Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Assert.IsAssignableFrom<DeviceProgram<float>>(compiled.Create<float>(declaration).Program.Devices);
    }
}
