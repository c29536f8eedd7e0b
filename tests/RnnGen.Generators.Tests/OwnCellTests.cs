using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>Built-in cells have no privileges: a user's cell of the same equations gives the same text.</summary>
public class OwnCellTests
{
    private const string Cells = """
        [Cell]
        partial class MyLstm
        {
            public static (Vec H, Vec C) Step(Vec x, Vec h, Vec c)
            {
                var i = Sigmoid(Affine(x, h));
                var f = Sigmoid(Affine(x, h, initialBias: 1));
                var g = Tanh(Affine(x, h));
                var o = Sigmoid(Affine(x, h));
                var c2 = f * c + i * g;
                return (o * Tanh(c2), c2);
            }
        }

        [Cell]
        partial class MyGru
        {
            public static Vec Step(Vec x, Vec h)
            {
                var r = Sigmoid(Affine(x, h));
                var z = Sigmoid(Affine(x, h));
                var n = Tanh(Affine(x) + r * Affine(h));
                return (1 - z) * n + z * h;
            }
        }

        """;

    private const string Plain = "[RnnModel, Input(8), {0}(32, Name = \"cell\"), LastStep, Dense(3), CrossEntropy]";

    private const string Deep = "[RnnModel, Input(8), {0}(32, Name = \"cell\", Layers = 2, Bidirectional = true,"
        + " Dropout = 0.2, RecurrentDropout = 0.1, Biases = 2), Dense(3), CrossEntropy]";

    private const string Double = "[RnnModel(Precision = Precision.Double), Input(8),"
        + " {0}(20, Name = \"cell\", Zoneout = 0.1), MeanPool, Dense(1), MeanSquaredError]";

    [Theory]
    [InlineData("Lstm", "MyLstm", Plain)]
    [InlineData("Gru", "MyGru", Plain)]
    [InlineData("Lstm", "MyLstm", Deep)]
    [InlineData("Gru", "MyGru", Deep)]
    [InlineData("Lstm", "MyLstm", Double)]
    [InlineData("Gru", "MyGru", Double)]
    public void OwnCell_EquationsOfABuiltIn_GivesTheSameText(string builtIn, string own, string stack)
    {
        string expected = Generated(string.Format(stack, builtIn));
        string actual = Generated(string.Format(stack, $"Recurrent<{own}>"));

        // Model and layer are named alike in both; the name of the cell is all that may differ, "MyLstm(32)", and where
        // a line of the structure's text breaks that holds it.
        actual = actual.Replace($"{own}(", $"{builtIn}(").Replace(
            $"\"cell\":\"{own}\"", $"\"cell\":\"RnnGen.Cells.{builtIn}Cell\"");
        Assert.Equal(Unbroken(expected), Unbroken(actual));
        Assert.Contains("class __MProgram", expected);
    }

    private static string Unbroken(string text) => Regex.Replace(text, @",\s+", ", ");

    private static string Generated(string attributes)
    {
        CSharpCompilation compilation = Host.Compile($"{Cells}{attributes} partial class M;");
        Assert.Empty(Host.Analyze(compilation));
        GeneratorRunResult run = Host.Generate(compilation, out _);
        return run.GeneratedSources.Single(static source => source.HintName == "M.g.cs").SourceText.ToString();
    }
}
