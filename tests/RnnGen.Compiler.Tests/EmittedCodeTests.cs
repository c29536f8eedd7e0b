using RnnGen.Compiler.Model;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>What the compiler prints, as people read it.</summary>
public class EmittedCodeTests
{
    private static readonly ModelSpec s_classifier = Specs.Model(
        "Classifier", 8, Specs.LstmLayer(16), new LastStepLayer(), new DenseLayer { Units = 3 });

    private static readonly ModelSpec s_tagger = Specs.Model(
        "Tagger", 8, Specs.GruLayer(20), new DenseLayer { Units = 9 });

    [Fact]
    public void Code_LstmClassifier_ReadsLikeHandWritten()
        => Snapshot.Verify(ModelCompiler.Compile(s_classifier, default)[0].Text, "cs");

    [Fact]
    public void Dump_Lstm_ShowsEveryStage()
        => Snapshot.Verify(ModelCompiler.Dump(Specs.Model("M", 8, Specs.LstmLayer(16))), "ir");

    [Fact]
    public void Code_Lines_StayReadable()
    {
        foreach (ModelSpec spec in new[] { s_classifier, s_tagger })
        {
            string[] lines = ModelCompiler.Compile(spec, default)[0].Text.Split('\n');
            Assert.All(lines, static line => Assert.InRange(line.Length, 0, 140));
            Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
            for (var i = 1; i < lines.Length; i++)
            {
                bool opens = lines[i - 1].Length == 0 || lines[i - 1].EndsWith('{');
                Assert.False(lines[i].Length == 0 && opens, $"line {i}");
            }
        }
    }
}
